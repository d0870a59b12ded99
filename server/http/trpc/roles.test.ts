import { describe, expect, test } from "bun:test";
import { role } from "../../../contracts/access.ts";
import { hasRole } from "../../federation/access/actor.ts";
import { type CallContext, procedure, router } from "./init.ts";
import { refusalOf } from "./roles.ts";

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
    await expect(call).rejects.toMatchObject({ code: "FORBIDDEN", cause: { code: "forbidden" } });
  });

  test("decide, for every role and every one needed, with a reason that names both", () => {
    const table = { "a.view": "viewer", "a.operate": "operator", "a.administer": "admin" } as const;
    const refused = role.options.map((actual) =>
      Object.keys(table).filter((path) => refusalOf({ name: "ci", role: actual }, path, table) !== null),
    );
    expect(refused).toEqual([["a.operate", "a.administer"], ["a.administer"], []]);
    expect(refusalOf({ name: "ci", role: "viewer" }, "a.operate", table)).toBe(
      "a.operate needs the role operator; ci is viewer.",
    );
  });
});
