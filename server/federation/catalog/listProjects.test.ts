import { afterAll, beforeAll, expect, test } from "bun:test";
import { projectsConfig } from "../../../contracts/config.ts";
import type { ProjectsPageQuery } from "../../../contracts/projects.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { applyDeclarations } from "./applyDeclarations.ts";
import { listProjects } from "./listProjects.ts";

let federation: TestFederation;

beforeAll(async () => {
  federation = await openTestFederation();
  const config = projectsConfig.parse({
    projects: [
      {
        ...declarationOf("veria"),
        name: "Veria Pay",
        domain: "Finance",
        tags: ["compliance", "cards"],
        teams: ["ledger", "risk"],
      },
      { ...declarationOf("performia"), domain: "Creative", tags: ["Realtime", "cards"], teams: ["risk"] },
      { ...declarationOf("rollizr"), domain: "Finance" },
      declarationOf("archived"),
    ],
  });
  await applyDeclarations(federation.ctx, { config });
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set origin = 'archived' where slug = 'archived'`);
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set status = 'online' where slug = 'veria'`);
});
afterAll(() => federation.close());

const slugs = async (query: ProjectsPageQuery) => (await listProjects(federation.ctx, query)).map(({ slug }) => slug);

test("everything but the archived is listed, by slug", async () => {
  expect(await slugs({})).toEqual(["performia", "rollizr", "veria"]);
});

test("each filter lets through what it names, and all must", async () => {
  expect(await slugs({ domain: "Finance" })).toEqual(["rollizr", "veria"]);
  expect(await slugs({ status: "online" })).toEqual(["veria"]);
  expect(await slugs({ tag: "compliance" })).toEqual(["veria"]);
  expect(await slugs({ team: "ledger" })).toEqual(["veria"]);
  expect(await slugs({ domain: "Creative", status: "online" })).toEqual([]);
});

test("of several tags or teams a project must have all, of several statuses one", async () => {
  expect(await slugs({ tags: ["cards"] })).toEqual(["performia", "veria"]);
  expect(await slugs({ tags: ["cards", "compliance"] })).toEqual(["veria"]);
  expect(await slugs({ tags: ["cards"], tag: "Realtime" })).toEqual(["performia"]);
  expect(await slugs({ teams: ["risk", "ledger"] })).toEqual(["veria"]);
  expect(await slugs({ teams: ["risk"], team: "nobody" })).toEqual([]);
  expect(await slugs({ status: ["online", "degraded"] })).toEqual(["veria"]);
  expect(await slugs({ status: ["online", "offline"] })).toHaveLength(3);
  expect(await slugs({ tags: [] })).toHaveLength(3);
});

test("a text may be part of the name, the slug, the domain or a tag, in any case", async () => {
  expect(await slugs({ text: " PAY " })).toEqual(["veria"]);
  expect(await slugs({ text: "ollIZ" })).toEqual(["rollizr"]);
  expect(await slugs({ text: "creat" })).toEqual(["performia"]);
  expect(await slugs({ text: "real" })).toEqual(["performia"]);
  expect(await slugs({ text: "%" })).toEqual([]);
  expect(await slugs({ text: "" })).toHaveLength(3);
});

test("pages follow each other without gap or overlap", async () => {
  expect(await slugs({ limit: 2 })).toEqual(["performia", "rollizr"]);
  expect(await slugs({ limit: 2, after: "rollizr" })).toEqual(["veria"]);
  expect(await slugs({ limit: 2, after: "veria" })).toEqual([]);
});

test("a page says of each project what the whole list says", async () => {
  const all = await listProjects(federation.ctx, {});
  expect(await listProjects(federation.ctx, { limit: 10 })).toEqual(all);
});
