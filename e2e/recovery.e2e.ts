import { afterAll, beforeAll, expect, test } from "bun:test";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { type EmbeddedNats, startNats } from "../scripts/embedded/nats.ts";
import { type EmbeddedPostgres, startPostgres } from "../scripts/embedded/postgres.ts";
import type { MetaHubProcess } from "../scripts/fleet/hubProcess.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { loadedProjects, prepareLoadedMetaHub } from "./harness/metaHubProcess.ts";
import { type Load, startLoad } from "./harness/underLoad.ts";

let folder: string;
let postgres: EmbeddedPostgres;
let nats: EmbeddedNats;
let meta: MetaHubProcess;
const loads: Load[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fed-recovery-"));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  [postgres, nats] = await Promise.all([
    startPostgres({ dataDir: join(folder, "postgres") }),
    startNats({ dataDir: join(folder, "nats") }),
  ]);
  meta = await prepareLoadedMetaHub(folder, { databaseUrl: postgres.url("postgres"), natsUrl: nats.url });
  await meta.start();
  for (const project of loadedProjects) loads.push(await startLoad(nats.url, project));
}, 60_000);

afterAll(async () => {
  await Promise.all(loads.map((load) => load.close()));
  await meta.kill();
  await Promise.all([nats.stop(), postgres.stop()]);
  await rm(folder, { recursive: true, force: true });
});

async function query<Row extends object>(text: string): Promise<Row[]> {
  const client = new Client({
    connectionString: postgres.url("postgres"),
    options: "-c search_path=commandcenter_fed",
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const acknowledgedCount = () => loads.reduce((sum, load) => sum + load.acknowledged().auditIds.length, 0);

async function storedCount(): Promise<number> {
  const [row] = await query<{ stored: number }>(`select count(*)::int as stored from "ProjectAudit"`);
  return row?.stored ?? 0;
}

/** Until `more` further events have been counted: the work goes on. */
async function untilMore(count: () => number | Promise<number>, more: number): Promise<void> {
  const before = await count();
  await eventually(async () => (await count()) >= before + more, { timeoutMs: 60_000 });
}

test("events flow before anything fails", async () => {
  await untilMore(storedCount, 200);
});

test("a broker that is killed and comes back costs nothing: publishing and taking in go on by themselves", async () => {
  nats.kill("SIGKILL");
  await nats.exited;
  await eventually(async () => !(await meta.isReady()));
  nats = await startNats({ dataDir: join(folder, "nats"), port: nats.port });
  await untilMore(acknowledgedCount, 200);
  await untilMore(storedCount, 200);
  await eventually(meta.isReady, { timeoutMs: 30_000 });
  expect(meta.runs()).toBe(true);
});

test("a database that is killed and comes back costs nothing: what was acknowledged meanwhile is taken in", async () => {
  process.kill(postgres.pid, "SIGKILL");
  await postgres.exited;
  await eventually(async () => !(await meta.isReady()));
  await untilMore(acknowledgedCount, 200);
  postgres = await startPostgres({ dataDir: join(folder, "postgres"), port: postgres.port });
  await untilMore(storedCount, 200);
  await eventually(meta.isReady, { timeoutMs: 30_000 });
  expect(meta.runs()).toBe(true);
});

test("a Meta Hub that is killed in the middle of its work goes on where it was", async () => {
  await meta.kill();
  await untilMore(acknowledgedCount, 200);
  await meta.start();
  await untilMore(storedCount, 200);
});

test("every acknowledged event took effect, none twice, none invented, none quarantined", async () => {
  expect(await Promise.all(loads.map((load) => load.finish()))).toEqual(loads.map(() => true));
  const expected = loads.map((load) => load.acknowledged());
  await eventually(
    async () => {
      const cursors = await query<{ slug: string; seen: string }>(
        `select slug, seen::text from "EventCursor" join "ProjectCatalog" on id = "projectId" order by slug`,
      );
      // One range without a gap, from the first event to the last: nothing is missing.
      expect(cursors).toEqual(expected.map(({ slug, lastSeq }) => ({ slug, seen: `{[1,${lastSeq + 1})}` })));
      return true;
    },
    { timeoutMs: 60_000 },
  );
  const audits = await query<{ auditId: string }>(`select "auditId" from "ProjectAudit"`);
  expect(audits.map(({ auditId }) => auditId).sort()).toEqual(expected.flatMap(({ auditIds }) => auditIds).sort());
  const latest = await query(
    `select slug, files::int from "ProjectSummary" join "ProjectCatalog" on id = "projectId" order by slug`,
  );
  expect(latest).toEqual(expected.map(({ slug, files }) => ({ slug, files })));
  expect(await query(`select reason from "QuarantinedEvent"`)).toEqual([]);
});
