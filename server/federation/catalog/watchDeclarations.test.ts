import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadProjects } from "../../platform/config.ts";
import { declarationOf, openTestFederation, type TestFederation, testAuthor } from "../testing/openTestFederation.ts";
import { untilPasses } from "../testing/untilPasses.ts";
import { listProjects } from "./listProjects.ts";
import { type DeclarationsWatch, watchDeclarations } from "./watchDeclarations.ts";

let federation: TestFederation;
let configDir: string;
let declarations: DeclarationsWatch;
let attempts: number;
/** Attempts up to this one find the database away. */
let awayFor: number;

const by = testAuthor("an admin");
const yamlOf = (...slugs: string[]) => JSON.stringify({ projects: slugs.map(declarationOf) });
const write = (text: string) => writeFile(join(configDir, "projects.yaml"), text);
const shown = async () => (await listProjects(federation.ctx, {})).map(({ slug }) => slug);
const problem = async () =>
  (await federation.ctx.db.prisma.federationState.findUniqueOrThrow({ where: { id: 1 } })).declarationsProblem;

beforeEach(async () => {
  federation = await openTestFederation();
  configDir = await mkdtemp(join(tmpdir(), "fed-config-"));
  await write(yamlOf("a", "b", "c", "d"));
  await federation.declare("a", "b", "c", "d");
  attempts = awayFor = 0;
  declarations = watchDeclarations({
    ctx: federation.ctx,
    configDir,
    load: async () => {
      attempts += 1;
      if (attempts <= awayFor) throw new Error("Connection terminated unexpectedly");
      return loadProjects(configDir);
    },
    intervals: { settleMs: 20, lookMs: 50 },
  });
});
afterEach(async () => {
  await declarations.stop();
  await rm(configDir, { recursive: true, force: true });
  await federation.close();
});

test("a project added to the file appears, and one removed goes, also when the file is replaced by another", async () => {
  await write(yamlOf("a", "b", "c", "d", "e"));
  await untilPasses(async () => expect(await shown()).toEqual(["a", "b", "c", "d", "e"]));
  await writeFile(join(configDir, "new"), yamlOf("a", "b", "c", "d"));
  await rename(join(configDir, "new"), join(configDir, "projects.yaml"));
  await untilPasses(async () => expect(await shown()).toEqual(["a", "b", "c", "d"]));
});

test("a broken file keeps the last good one in force and says what is wrong, until it is put right", async () => {
  await write("projects: [{ slug: NOT A SLUG }]");
  await untilPasses(async () => expect(await problem()).toContain("projects[0].slug"));
  expect(await shown()).toEqual(["a", "b", "c", "d"]);
  await write(yamlOf("a", "b", "c", "d"));
  await untilPasses(async () => expect(await problem()).toBeNull());
});

test("an edit made while the database is away is applied when it is back", async () => {
  awayFor = attempts + 2;
  await write(yamlOf("a", "b", "c", "d", "e"));
  await untilPasses(async () => expect(await shown()).toEqual(["a", "b", "c", "d", "e"]));
  expect(attempts).toBeGreaterThan(awayFor);
  await untilPasses(async () => expect(await problem()).toBeNull());
});

test("a file that would archive too much is refused until it is forced", async () => {
  await write(yamlOf("a"));
  await untilPasses(async () => expect(await problem()).toContain("would archive 3 of 4 projects"));
  expect(await shown()).toEqual(["a", "b", "c", "d"]);
  await expect(declarations.reconcile({ force: false, by })).rejects.toMatchObject({ code: "conflict" });
  expect((await declarations.reconcile({ force: true, by })).archived).toEqual(["b", "c", "d"]);
  expect(await shown()).toEqual(["a"]);
  expect(await problem()).toBeNull();
  const { rows } = await federation.ctx.db.pool.query('select actor, verb, subject, details from "AuditLog"');
  expect(rows).toMatchObject([{ actor: by.name, verb: "projects.reconcile", subject: "projects.yaml" }]);
  expect(JSON.parse(rows[0].details)).toMatchObject({ force: true, declared: 1, archived: ["b", "c", "d"] });
});

test("a file that is gone is a fault of the file, and applying it says so to whoever asks", async () => {
  await rm(join(configDir, "projects.yaml"));
  await expect(declarations.reconcile({ force: true, by })).rejects.toMatchObject({ code: "invalid_input" });
  expect(await problem()).toContain("is missing");
  expect(await shown()).toEqual(["a", "b", "c", "d"]);
});
