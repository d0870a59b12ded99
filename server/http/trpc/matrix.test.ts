import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Role, role } from "../../../contracts/access.ts";
import { startTestMetaApp, type TestMetaApp } from "../../../scripts/testing/metaApp.ts";
import { hasRole } from "../../federation/access/actor.ts";
import { procedureRoles } from "./roles.ts";
import { appRouter } from "./root.ts";

let hub: TestMetaApp;
beforeAll(async () => {
  hub = await startTestMetaApp();
});
afterAll(() => hub.stop());

/** What an answer says of access; anything but a refusal means that the call came as far as its input. */
async function outcomeOf(procedure: string, as: Role | undefined): Promise<string> {
  const { _def }: { _def: { type: string } } = Reflect.get(appRouter._def.procedures, procedure);
  const isChange = _def.type === "mutation";
  const closed = new AbortController();
  const answer = await hub.ask(`/trpc/${procedure}`, {
    ...(as === undefined ? {} : { as }),
    ...(isChange
      ? { method: "POST", body: '{"no such field":1}', headers: { "content-type": "application/json" } }
      : {}),
    signal: closed.signal,
  });
  const body = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
  closed.abort();
  if (answer.status === 401) return "unauthenticated";
  if (answer.status === 403) return body.error.message;
  expect(answer.status).not.toBe(500);
  return "allowed";
}

describe("who may call what, over HTTP", () => {
  const cells = Object.entries(procedureRoles).flatMap(([procedure, needed]) =>
    role.options.map((held): [string, Role, Role, string] => [
      ...([procedure, held, needed] as const),
      hasRole(held, needed) ? "allowed" : `${procedure} needs the role ${needed}; test ${held} is ${held}.`,
    ]),
  );

  test.each(cells)("%s as %s (needs %s)", async (procedure, held, _needed, expected) => {
    expect(await outcomeOf(procedure, held)).toBe(expected);
  });

  test.each(Object.keys(procedureRoles))("%s as nobody", async (procedure) => {
    expect(await outcomeOf(procedure, undefined)).toBe("unauthenticated");
  });
});
