import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFederationClient, type FederationClient } from "../contracts/client.ts";
import { type RestartableNats, startRestartableNats } from "../server/mesh/testing/restartableNats.ts";
import { type InstanceDb, openInstanceDb } from "../server/platform/db.ts";
import { findFreePort } from "./embedded/freePort.ts";
import { type HubPlan, type HubProcess, startHub } from "./start/hubProcess.ts";
import { waitReady } from "./start/waitReady.ts";
import { createTestDatabase } from "./testing/database.ts";
import { eventually } from "./testing/eventually.ts";

const ask = { action: "fed.audit.security.sweep", select: { all: true } } as const;
const stops: (() => unknown)[] = [];
let nats: RestartableNats;
let client: FederationClient;
let db: InstanceDb;
/** Both hubs as real processes of their own, which can be killed as the system kills them. */
let meta: ReturnType<typeof killable>;
let veria: ReturnType<typeof killable>;

function killable(plan: HubPlan, readyAt: string) {
  let hub: HubProcess | undefined;
  return {
    async start() {
      hub = startHub(plan);
      const { exited } = hub;
      const ready = await waitReady(readyAt, { exited, signal: new AbortController().signal, timeoutMs: 20_000 });
      if (!ready.ready) throw new Error(`${plan.who}: ${ready.reason}\n${await hub.lastLines()}`);
    },
    async kill() {
      if (hub === undefined) return;
      process.kill(hub.pid, "SIGKILL");
      await hub.exited;
      hub = undefined;
    },
  };
}

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "fed-kill-"));
  stops.push(() => rm(folder, { recursive: true }));
  const root = join(folder, "veria");
  await mkdir(root);
  await writeFile(join(root, "hub.yaml"), "allowFanout: [audit.security]\n");
  // Enough to look through that an audit is still at it when it is found running.
  const prose = "Nothing in here is a secret, and yet every line of it has to be looked at.\n".repeat(50);
  await Promise.all(Array.from({ length: 300 }, (_, index) => writeFile(join(root, `${index}.txt`), prose)));
  const [metaPort, hubPort] = [await findFreePort(), await findFreePort()];
  const project = { slug: "veria", name: "Veria", hubUrl: `http://127.0.0.1:${hubPort}`, meshNs: "veria.mesh" };
  const projects = [{ ...project, allowFanout: ["audit.security"] }];
  await writeFile(join(folder, "projects.yaml"), JSON.stringify({ projects }));

  nats = await startRestartableNats();
  stops.push(nats.stop);
  const databases = { meta: await createTestDatabase("federation"), veria: await createTestDatabase("instance") };
  stops.push(databases.meta.drop, databases.veria.drop);
  db = openInstanceDb(databases.veria.url);
  stops.push(db.close);
  const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
  const shared = { PATH, HOME, TMPDIR, FED_DATA_DIR: join(folder, "data"), FED_CONFIG_DIR: folder, NATS_URL: nats.url };
  meta = killable(
    {
      ...{ who: "meta", args: ["--scope=meta"], logFile: join(folder, "meta.log") },
      variables: { ...shared, DATABASE_URL: databases.meta.url, FED_PORT: String(metaPort) },
    },
    `http://127.0.0.1:${metaPort}/ready`,
  );
  veria = killable(
    {
      ...{ who: "veria", logFile: join(folder, "veria.log") },
      args: ["--scope=project", "--project", "veria", "--root", root],
      variables: { ...shared, DATABASE_URL: databases.veria.url },
    },
    `${project.hubUrl}/health`,
  );
  stops.push(() => Promise.all([meta.kill(), veria.kill()]));
  // One after the other: both make the root key in the data folder.
  await meta.start();
  await veria.start();
  const apiKey = (await Bun.file(join(folder, "data", "keys", "admin.key")).text()).trim();
  client = createFederationClient({ url: `http://127.0.0.1:${metaPort}`, apiKey });
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** A hub that is heard of between the plan and the start changes the plan: then it is made again. */
const sweep = (): Promise<string> =>
  eventually(async () => {
    const { planHash } = await client.actions.plan.query(ask);
    return (await client.actions.start.mutate({ ...ask, planHash, idempotencyKey: crypto.randomUUID() })).runId;
  });
const finished = (runId: string) =>
  eventually(
    async () => {
      const run = await client.actions.run.query({ runId });
      if (run.state === "running") throw new Error(JSON.stringify(run.targets));
      return run;
    },
    { timeoutMs: 20_000 },
  );
const auditsOf = (actionId: string | undefined) => db.prisma.audit.findMany({ where: { actionId: actionId ?? "" } });

test("a Meta Hub killed between a run's transaction and its first message carries it out once it is back", async () => {
  // Without a broker the transaction is all that can happen.
  await nats.kill();
  await eventually(async () => !(await client.system.status.query()).mesh.connected);
  const runId = await sweep();
  expect((await client.actions.run.query({ runId })).targets).toMatchObject([{ state: "planned", attempts: 0 }]);
  await meta.kill();
  await nats.start();
  await meta.start();
  const run = await finished(runId);
  expect(run).toMatchObject({ state: "completed", counts: { completed: 1 } });
  expect(await auditsOf(run.targets[0]?.actionId)).toMatchObject([{ id: run.targets[0]?.auditId, status: "ok" }]);
});

test("an instance killed in the middle of an audit tells so once it is back, and never runs the action again", async () => {
  const runId = await sweep();
  const actionId = (await client.actions.run.query({ runId })).targets[0]?.actionId;
  const audit = await db.pool.connect();
  try {
    await audit.query("begin");
    // Held, so that it cannot end before the kill.
    await eventually(async () => {
      const held = `select from "Audit" where "actionId" = $1 and status = 'running' for update`;
      return (await audit.query(held, [actionId])).rowCount === 1;
    });
    await veria.kill();
  } finally {
    await audit.query("rollback");
    audit.release();
  }
  await veria.start();
  const run = await finished(runId);
  const reason = "the hub stopped while this audit ran";
  expect(run).toMatchObject({ state: "failed", reason: "1 failed.", targets: [{ state: "failed", reason }] });
  expect(await auditsOf(actionId)).toMatchObject([{ id: run.targets[0]?.auditId, status: "failed" }]);
});
