import { describe, expect, test } from "bun:test";
import { role } from "../../../contracts/access.ts";
import { hasRole } from "../auth/actor.ts";
import { type CallContext, procedure, router } from "./init.ts";
import { procedureRoles } from "./roles.ts";

/** A caller whose procedures use nothing of the context but who is asking. */
const callerOf = (who: CallContext["actor"]) => ({ actor: who, requestId: "r1" }) as CallContext;

describe("roles", () => {
  test("each includes the weaker ones and no stronger one", () => {
    const table = role.options.map((actual) => role.options.map((needed) => hasRole(actual, needed)));
    expect(table).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });

  test("a procedure that nobody has put into the table is open to nobody", async () => {
    const forgotten = router({ forgotten: procedure.query(() => "secret") });
    const call = forgotten.createCaller(callerOf({ name: "root", role: "admin" })).forgotten();
    expect(call).rejects.toMatchObject({ code: "FORBIDDEN", cause: { code: "forbidden" } });
  });

  test("a procedure runs for whom the table names, and says to others what it needs", async () => {
    const [path = ""] = Object.keys(procedureRoles);
    const [folder = "", name = ""] = path.split(".");
    const table = router({ [folder]: router({ [name]: procedure.query(() => "read") }) });
    const call = table.createCaller(callerOf({ name: "reader", role: "viewer" })) as unknown as Record<
      string,
      Record<string, () => Promise<string>>
    >;
    expect(await call[folder]?.[name]?.()).toBe("read");
  });
});
