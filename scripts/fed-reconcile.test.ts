import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { projectsConfig } from "../contracts/config.ts";
import { applyDeclarations } from "../server/federation/catalog/applyDeclarations.ts";
import { listProjects } from "../server/federation/catalog/listProjects.ts";
import { declarationOf } from "../server/federation/testing/openTestFederation.ts";
import { startTestMetaApp, type TestMetaApp } from "./testing/metaApp.ts";
import { runScript } from "./testing/runScript.ts";

let meta: TestMetaApp;
beforeAll(async () => {
  meta = await startTestMetaApp();
});
afterAll(() => meta.stop());

/** The file of this Meta Hub names veria and performia. */
const run = (...args: string[]) =>
  runScript("fed-reconcile", args, { FED_URL: meta.origin, FED_API_KEY: meta.keys.admin });
const shown = async () => (await listProjects(meta.ctx, {})).map(({ slug }) => slug);

describe("fed:reconcile", () => {
  test("applies the file and says how many it declares", async () => {
    expect(await run()).toEqual({ code: 0, output: "2 projects declared.\n", errors: "" });
    const { code, output } = await run("--json");
    expect([code, JSON.parse(output)]).toEqual([0, { declared: 2, archived: [], unknownEnds: [] }]);
  });

  test("is refused with 2 and the reason when it would archive too much, and does it when forced", async () => {
    const more = ["veria", "performia", "one", "two", "three"];
    await applyDeclarations(meta.ctx, { config: projectsConfig.parse({ projects: more.map(declarationOf) }) });
    const refused = await run();
    expect([refused.code, refused.output]).toEqual([2, ""]);
    expect(refused.errors).toContain("could not do it");
    expect(refused.errors).toContain("3 of 5");
    expect(refused.errors.trim().split("\n")).toHaveLength(1);
    expect(await shown()).toEqual(more.toSorted());

    const forced = await run("--force");
    expect([forced.code, forced.output]).toEqual([0, "2 projects declared.\nArchived: one, three, two.\n"]);
    expect(await shown()).toEqual(["performia", "veria"]);
  });

  test("is for admins, and explains itself", async () => {
    const weak = await runScript("fed-reconcile", [], { FED_URL: meta.origin, FED_API_KEY: meta.keys.operator });
    expect([weak.code, weak.errors.includes("needs the role admin")]).toEqual([2, true]);
    expect(await run("--help")).toMatchObject({ code: 0, output: expect.stringContaining("Exit code: 0") });
    expect((await run("--farce")).code).toBe(2);
  });
});
