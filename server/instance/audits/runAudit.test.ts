import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestDatabase, type TestDatabase } from "../../../scripts/testing/database.ts";
import { loadHubConfig } from "../../platform/config.ts";
import { type InstanceDb, openInstanceDb } from "../../platform/db.ts";
import { createLog } from "../../platform/log.ts";
import type { InstanceContext } from "../context.ts";
import { composeEvidence } from "../emitters/composeEvidence.ts";
import { composeSummaries } from "../emitters/composeSummaries.ts";
import { scan } from "../repository/scan/scan.ts";
import { recoverAudits } from "./recoverAudits.ts";
import { runAudit } from "./runAudit.ts";
import { storeEnding } from "./storeEnding.ts";
import { auditSummary, securitySummary } from "./summarize.ts";

let database: TestDatabase;
let db: InstanceDb;
let samples = "";
let logged: string[] = [];
let time = Date.parse("2026-11-23T12:00:00Z");

beforeAll(async () => {
  samples = await mkdtemp(join(tmpdir(), "samples-"));
  await cp(fileURLToPath(new URL("../../../examples", import.meta.url)), samples, { recursive: true });
  database = await createTestDatabase("instance");
  db = openInstanceDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
  await rm(samples, { recursive: true, force: true });
});
beforeEach(async () => {
  logged = [];
  await db.prisma.audit.deleteMany();
});

async function contextOf(slug: string): Promise<InstanceContext> {
  const root = join(samples, slug);
  const log = createLog("debug", {}, (line) => logged.push(line));
  const project = { slug, name: slug, meshNs: `${slug}.mesh`, hubUrl: "http://127.0.0.1:5401" };
  const clock = { now: () => new Date(time++) };
  return { db, log, project, root, clock, config: await loadHubConfig(root) };
}

const planted = "planted-and-never-valid-42";

test("the planted secret and the vulnerable dependency are found, and no character of the secret is kept", async () => {
  const ctx = await contextOf("veria");
  expect(await Bun.file(join(ctx.root, "src/reportDatabase.ts")).text()).toContain(planted);
  const run = await runAudit(ctx, { kind: "security" });
  expect([run.status, run.counts.secrets, run.counts.vulnsCritical, run.counts.vulnsHigh]).toEqual(["fail", 1, 1, 0]);

  const findings = await db.prisma.auditFinding.findMany({ where: { auditId: run.id }, orderBy: { rule: "asc" } });
  expect(findings.map(({ rule, path, line }) => [rule, path, line])).toEqual([
    ["secret/database-connection-string", "src/reportDatabase.ts", 7],
    ["vulnerability/GHSA-xvch-5gv4-984h", "package-lock.json", 22],
  ]);

  await scan(ctx, {});
  const tables = await db.pool.query("select tablename from pg_tables where schemaname = current_schema()");
  const rows = await Promise.all(
    tables.rows.map(({ tablename }) => db.pool.query(`select t::text from "${tablename}" t`)),
  );
  const told = [...(await composeSummaries(ctx)), ...(await composeEvidence(ctx))];
  const everything = JSON.stringify([rows.map((result) => result.rows), run, told, logged]);
  expect(everything).toContain("src/reportDatabase.ts");
  for (const part of [planted, planted.slice(0, 8), "veria_report", "ledger-db"])
    expect(everything).not.toContain(part);
});

test("what nobody could be asked about is inconclusive, and its numbers are unknown", async () => {
  const ctx = await contextOf("performia");
  const run = await runAudit(ctx, { kind: "security" });
  expect([run.status, run.counts.secrets, run.counts.vulnsCritical]).toEqual(["inconclusive", 0, null]);
  expect(run.reason).toContain("pypi");
  const { lastScan, ...summary } = await securitySummary(ctx);
  expect(summary).toEqual({ projectSlug: "performia", vulnsCritical: null, vulnsHigh: null });
  expect(lastScan).toBe(run.finishedAt?.toISOString() ?? "");
  expect(await auditSummary(ctx)).toMatchObject({ ok: 0, warn: 1, fail: 0 });
});

test("before any audit has ended nothing is known", async () => {
  const ctx = await contextOf("rollizr");
  expect(await auditSummary(ctx)).toEqual({ projectSlug: "rollizr", ok: 0, warn: 0, fail: 0, lastRun: null });
  expect((await securitySummary(ctx)).vulnsCritical).toBeNull();
});

test("the summary counts the latest run of each kind, and not the ones that were cancelled", async () => {
  const ctx = await contextOf("rollizr");
  for (const kind of ["security", "codeReview", "license"] as const) await runAudit(ctx, { kind });
  await runAudit(ctx, { kind: "license" });
  const cancel = AbortSignal.abort(new Error("enough"));
  expect((await runAudit(ctx, { kind: "security", signal: cancel })).status).toBe("cancelled");
  const { lastRun, ...counted } = await auditSummary(ctx);
  expect(counted).toEqual({ projectSlug: "rollizr", ok: 3, warn: 0, fail: 0 });
  expect(lastRun).not.toBeNull();
});

test("one action is one audit, however often it is asked for at once", async () => {
  const ctx = await contextOf("rollizr");
  const runs = await Promise.all(
    Array.from({ length: 20 }, () => runAudit(ctx, { kind: "license", actionId: "act_0123456789" })),
  );
  expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
  expect(await db.prisma.audit.count()).toBe(1);
});

test("an audit that cannot be done ends as failed, and counts as a warning", async () => {
  const ctx = { ...(await contextOf("rollizr")), root: join(samples, "not-there") };
  const run = await runAudit(ctx, { kind: "codeReview" });
  expect(run.status).toBe("failed");
  expect(await auditSummary(ctx)).toMatchObject({ ok: 0, warn: 1, fail: 0 });
});

test("runs that a crash left unfinished are marked as failed once", async () => {
  const ctx = await contextOf("rollizr");
  const left = { id: Bun.randomUUIDv7(), kind: "security", status: "running", startedAt: ctx.clock.now() };
  await db.prisma.audit.create({ data: left });
  const done = await runAudit(ctx, { kind: "license" });
  await recoverAudits(ctx);
  const recovered = await db.prisma.audit.findUniqueOrThrow({ where: { id: left.id } });
  expect([recovered.status, recovered.finishedAt === null]).toEqual(["failed", false]);
  expect((await db.prisma.audit.findUniqueOrThrow({ where: { id: done.id } })).status).toBe("ok");
  await recoverAudits(ctx);
  expect(await db.prisma.audit.findUniqueOrThrow({ where: { id: left.id } })).toEqual(recovered);
});

/** A database that is away for the first transactions. */
function awayFor(transactions: number): InstanceDb {
  let left = transactions;
  const prisma = new Proxy(db.prisma, {
    get(target, name) {
      if (name === "$transaction" && left-- > 0)
        return () => Promise.reject(new Error("Connection terminated unexpectedly"));
      return Reflect.get(target, name);
    },
  });
  return { ...db, prisma };
}

test("an audit that ends while the database is away is stored when it is back", async () => {
  const ctx = { ...(await contextOf("rollizr")), db: awayFor(1) };
  const { signal } = new AbortController();
  const { id, status } = await runAudit(ctx, { kind: "license", signal });
  const row = await db.prisma.audit.findUniqueOrThrow({ where: { id } });
  expect([row.status, row.finishedAt === null]).toEqual([status, false]);
});

test("a result that the database refuses ends its run as failed, with the reason", async () => {
  const ctx = await contextOf("rollizr");
  const id = Bun.randomUUIDv7();
  await db.prisma.audit.create({ data: { id, kind: "license", status: "running", startedAt: ctx.clock.now() } });
  const finding = { rule: "x", severity: "info" as const, message: "a\0b", path: null, line: null, excerpt: null };
  const ending = { status: "warn" as const, reason: null, counts: {}, findings: [finding] };
  const run = await storeEnding(ctx, { id, ending, stopping: undefined });
  expect(run.status).toBe("failed");
  expect(run.reason).toContain("could not be stored");
});
