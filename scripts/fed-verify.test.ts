import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditLogRow } from "../contracts/actions.ts";
import { createFederationClient } from "../contracts/client.ts";
import { projectsConfig } from "../contracts/config.ts";
import { projectVerification } from "../contracts/surface.ts";
import { applyDeclarations } from "../server/federation/catalog/applyDeclarations.ts";
import { manifestOf, type ServedHub, serveHub } from "../server/federation/verifier/testing/serveHub.ts";
import { systemClock } from "../server/platform/clock.ts";
import { startTestMetaApp, type TestMetaApp } from "./testing/metaApp.ts";
import { runScript } from "./testing/runScript.ts";

let meta: TestMetaApp;
let veria: ServedHub;
let performia: ServedHub;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "fed-verify-"));
  meta = await startTestMetaApp();
  await Bun.write(join(dataDir, "keys", "admin.key"), `${meta.keys.admin}\n`);
});
afterAll(async () => {
  await meta.stop();
  await rm(dataDir, { recursive: true, force: true });
});

beforeEach(async () => {
  veria = serveHub("veria", systemClock);
  performia = serveHub("performia", systemClock);
  const projects = [veria, performia].map(({ hubUrl }, index) => {
    const slug = index === 0 ? "veria" : "performia";
    return { slug, name: slug, hubUrl, meshNs: `${slug}.mesh` };
  });
  await applyDeclarations(meta.ctx, { config: projectsConfig.parse({ projects }) });
});
afterEach(async () => {
  await veria.stop();
  await performia.stop();
});

const run = (environment: Record<string, string>, ...args: string[]) =>
  runScript("fed-verify", args, { FED_URL: meta.origin, FED_DATA_DIR: dataDir, ...environment });

describe("fed:verify", () => {
  test("prints a row a project and ends with 0 when everything can be reached, with the local key", async () => {
    const { code, output } = await run({});
    expect(code).toBe(0);
    expect(output).toMatch(/^ {2}performia +3\/3 +[\d.]+ ms +1\.2\.3 +vislzr +none$/m);
    expect(output).toMatch(/^ {2}veria +3\/3 /m);
    expect(output).toContain("6 of 6 endpoints can be reached; nothing differs.");
  });

  test("ends with 1 when an endpoint cannot be reached, and says which, why, and what differs", async () => {
    veria.statuses["/api/graph"] = 500;
    performia.manifest = { ...manifestOf("performia"), allowFanout: ["graph.refresh"] };
    const { code, output } = await run({ FED_API_KEY: meta.keys.operator, NO_COLOR: "1" });
    expect(code).toBe(1);
    expect(output).toMatch(/^ {2}veria +2\/3 /m);
    expect(output).toContain(`veria graph: it answers with an error (${veria.hubUrl}/api/graph)`);
    expect(output).toContain('performia drift: performia allows "graph.refresh"');
    expect(output).toContain("5 of 6 endpoints can be reached; 1 difference.");
    expect(output).not.toContain("\u001b");
  });

  test("says once of a hub that is gone that it is", async () => {
    await performia.stop();
    const { code, output } = await run({});
    expect(code).toBe(1);
    expect(output.match(/nobody answers there/g)).toHaveLength(1);
  });

  test("as JSON answers what its contract says", async () => {
    const { code, output, errors } = await run({}, "--json");
    expect([code, errors]).toEqual([0, ""]);
    const rows = projectVerification.array().parse(JSON.parse(output));
    expect(rows.map(({ slug, endpoints }) => [slug, endpoints.length])).toEqual([
      ["performia", 3],
      ["veria", 3],
    ]);
  });

  test("ends with 2 and says what to do when there is no Meta Hub, no key, a wrong one or a weak one", async () => {
    const gone = await run({ FED_URL: "http://127.0.0.1:1" });
    expect([gone.code, gone.output]).toEqual([2, ""]);
    expect(gone.errors).toContain("No Meta Hub answers at http://127.0.0.1:1. Is it started?");
    const without = await run({ FED_DATA_DIR: join(dataDir, "empty") });
    expect([without.code, without.errors.includes("admin.key is missing. Set FED_API_KEY")]).toEqual([2, true]);
    const wrong = await run({ FED_API_KEY: "not-a-key-of-this-hub" });
    expect([wrong.code, wrong.errors.includes("refuses this key")]).toEqual([2, true]);
    const weak = await run({ FED_API_KEY: meta.keys.viewer });
    expect([weak.code, weak.errors.includes("needs the role operator")]).toEqual([2, true]);
    for (const { errors } of [gone, without, wrong, weak]) expect(errors.trim().split("\n")).toHaveLength(1);
  });

  test("sends the local admin key to no other machine", async () => {
    const { code, errors } = await run({ FED_URL: "http://hub.example.com" });
    expect(code).toBe(2);
    expect(errors).toContain("is another machine: set FED_API_KEY");
  });

  test("explains itself, and refuses an unknown flag", async () => {
    const help = await run({}, "--help");
    expect([help.code, help.output.includes("Exit code: 0")]).toEqual([0, true]);
    expect((await run({}, "--jsno")).code).toBe(2);
  });
});

describe("fed:verify --audit-log", () => {
  const log = (...args: string[]) => run({}, "--audit-log", ...args);
  let keyIds: string[];
  beforeAll(async () => {
    const client = createFederationClient({ url: meta.origin, apiKey: meta.keys.admin });
    keyIds = [];
    for (const name of ["one", "two", "three"]) {
      keyIds.push((await client.keys.create.mutate({ name, role: "viewer" })).id);
    }
  });

  test("lists who did what from where, newest first, page by page", async () => {
    const first = await log("--list", "--limit", "2");
    expect([first.code, first.errors]).toEqual([0, ""]);
    expect(first.output).toMatch(/^ {2}3 +\d{4}-\S+Z +test admin +127\.0\.0\.1 +keys\.create +\S+ +\{.*"requestId"/m);
    expect(first.output).toContain("Older entries: --before 2");
    expect(first.output).not.toMatch(/^ {2}1 /m);
    const second = await log("--list", "--limit", "2", "--before", "2");
    expect(second.output.match(/^ {2}\d+ /gm)).toEqual(["  1 "]);
    expect(second.output).not.toContain("Older entries");
  });

  test("as JSON, of one subject, answers what its contract says", async () => {
    const { code, output } = await log("--list", "--subject", keyIds[1] ?? "", "--json");
    expect(code).toBe(0);
    const rows = auditLogRow.array().parse(JSON.parse(output));
    expect(rows.map(({ id, verb, subject }) => [id, verb, subject])).toEqual([[2, "keys.create", keyIds[1] ?? ""]]);
    expect((await log("--list", "--subject", "nothing")).output).toBe("There is no such entry.\n");
  });

  test("without --list says whether the chain is whole, and refuses flags that go with it", async () => {
    expect((await log()).output).toMatch(/^whole: 3 entries, the last hash is [0-9a-f]{64}\n$/);
    const wrong = [["--audit-log", "--list", "--limit", "0"], ["--list"], ["--audit-log", "--before", "2"]];
    for (const args of wrong) {
      const { code, output, errors } = await run({}, ...args);
      expect([args, code, output, errors.trim().split("\n").length]).toEqual([args, 2, "", 1]);
    }
  });
});
