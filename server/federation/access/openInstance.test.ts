import { afterAll, beforeAll, expect, test } from "bun:test";
import { projectsConfig } from "../../../contracts/config.ts";
import { applyDeclarations } from "../catalog/applyDeclarations.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { openInstance } from "./openInstance.ts";

let federation: TestFederation;

beforeAll(async () => {
  federation = await openTestFederation();
});
afterAll(() => federation.close());

const declare = (publicUrl?: string) =>
  applyDeclarations(federation.ctx, {
    config: projectsConfig.parse({
      projects: [{ ...declarationOf("veria"), hubUrl: "http://veria:5401", network: "private", publicUrl }],
    }),
  });
const open = (slug: string) => openInstance(federation.ctx, { slug });

test("a page is opened where browsers reach the hub, which may be another address than the Meta Hub's", async () => {
  await declare("https://veria.example.com/");
  expect((await open("veria")).href).toStartWith("https://veria.example.com/vislzr?grant=");
  await declare();
  expect((await open("veria")).href).toStartWith("http://veria:5401/vislzr?grant=");
});

test("a project that nobody declared, or that is not known, is not opened", async () => {
  await declare();
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set origin = 'discovered'`);
  await expect(open("veria")).rejects.toMatchObject({ code: "forbidden" });
  await expect(open("nobody")).rejects.toMatchObject({ code: "not_found" });
});
