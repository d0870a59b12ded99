import { afterAll, beforeAll, expect, test } from "bun:test";
import type { FanoutAction } from "../contracts/actions.ts";
import { projectsConfig } from "../contracts/config.ts";
import type { EmbeddedNats } from "../scripts/embedded/nats.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { startTestNats } from "../scripts/testing/nats.ts";
import { startDispatcher } from "./federation/actions/dispatch/startDispatcher.ts";
import { planRun } from "./federation/actions/plan/planRun.ts";
import { getRun } from "./federation/actions/runs/getRun.ts";
import { startRun } from "./federation/actions/runs/startRun.ts";
import { applyDeclarations } from "./federation/catalog/applyDeclarations.ts";
import type { FederationContext } from "./federation/context.ts";
import { createContext } from "./federation/createContext.ts";
import {
  declarationOf,
  openTestFederation,
  type TestFederation,
  testAuthor,
  testRoot,
} from "./federation/testing/openTestFederation.ts";
import { startWorkers } from "./federation/workers.ts";
import { openTestInstance, type TestInstance } from "./instance/actions/testing/openTestInstance.ts";
import { connectMesh, type Mesh } from "./mesh/connect.ts";
import { ensureEventStream } from "./mesh/ensureStream.ts";
import { systemClock } from "./platform/clock.ts";
import { silentLog } from "./platform/log.ts";

const sweep = "fed.audit.security.sweep";

let federation: TestFederation;
let ctx: FederationContext;
let nats: EmbeddedNats;
let mesh: Mesh;
let instances: Record<"veria" | "rollizr" | "performia", TestInstance>;
let stopWorkers: () => Promise<void>;
let stopDispatcher: (() => Promise<void>) | undefined;
const heardByPerformia: string[] = [];
let starts = 0;

/** The Meta Hub's own list; `performia` would obey, but is not in it for sweeps. */
const allowed = {
  veria: ["audit.security", "graph.refresh"],
  rollizr: ["audit.security", "graph.refresh"],
  performia: ["graph.refresh"],
};

beforeAll(async () => {
  nats = await startTestNats();
  federation = await openTestFederation();
  ctx = createContext({ ...federation.ctx, clock: systemClock });
  mesh = await connectMesh({ url: nats.url, name: "meta-hub", log: silentLog });
  await ensureEventStream(mesh);
  const projects = Object.entries(allowed).map(([slug, allowFanout]) => ({ ...declarationOf(slug), allowFanout }));
  await applyDeclarations(ctx, { config: projectsConfig.parse({ projects }) });
  await ctx.db.pool.query(`update "ProjectCatalog" set status = 'online'`);
  ({ stop: stopWorkers } = await startWorkers({ ctx, mesh, log: silentLog }));
  const open = (slug: string) =>
    openTestInstance({ slug, natsUrl: nats.url, root: testRoot, allowFanout: ["audit.security", "graph.refresh"] });
  const [veria, rollizr, performia] = await Promise.all([open("veria"), open("rollizr"), open("performia")]);
  instances = { veria, rollizr, performia };
  await Promise.all([veria.start(), rollizr.start(), performia.start()]);
  mesh.nc.subscribe("fed.performia.mesh.audit.requested.>", {
    callback: (_error, message) => void heardByPerformia.push(message.subject),
  });
  stopDispatcher = startDispatcher({ ctx, mesh });
});
afterAll(async () => {
  await stopDispatcher?.();
  await stopWorkers();
  await Promise.all(Object.values(instances).map((instance) => instance.close()));
  await mesh.close();
  await nats.stop();
  await federation.close();
});

async function run(action: FanoutAction): Promise<string> {
  const { planHash } = await planRun(ctx, { action, select: { all: true } });
  const input = { action, select: { all: true }, planHash, idempotencyKey: `fanout-${++starts}` } as const;
  return (await startRun(ctx, input, testAuthor(`tester ${starts}`))).runId;
}
const finished = (runId: string) =>
  eventually(async () => {
    const state = await getRun(ctx, { runId });
    if (state.state === "running") throw new Error(JSON.stringify(state.targets));
    return state;
  });

test("a sweep runs one audit at each allowed instance, under its own number, and none at the third", async () => {
  federation.notices.length = 0;
  const result = await finished(await run(sweep));
  expect(result).toMatchObject({ state: "completed", counts: { completed: 2, refused: 1 } });
  for (const slug of ["veria", "rollizr"] as const) {
    const target = result.targets.find((row) => row.slug === slug);
    const [audit] = await instances[slug].ctx.db.prisma.audit.findMany();
    expect(target).toMatchObject({ auditId: audit?.id, result: { status: "ok" } });
    expect([await instances[slug].audits(), audit?.actionId]).toEqual([1, target?.actionId]);
  }
  expect([await instances.performia.audits(), heardByPerformia]).toEqual([0, []]);
  await eventually(() => federation.notices.some((told) => told.type === "run" && told.run.state === "completed"));
});

test("a refresh reaches all three", async () => {
  const result = await finished(await run("fed.refresh.summaries"));
  expect(result).toMatchObject({ state: "completed", counts: { completed: 3 } });
});

test("an instance that is down when a sweep starts runs it once it is up, however often it was asked", async () => {
  await instances.rollizr.stop();
  const before = await instances.rollizr.audits();
  const runId = await run(sweep);
  const target = async () => (await getRun(ctx, { runId })).targets.find(({ slug }) => slug === "rollizr");
  await eventually(async () => ((await target())?.attempts ?? 0) >= 2);
  expect(await target()).toMatchObject({ state: "sent" });
  await instances.rollizr.start();
  expect(await finished(runId)).toMatchObject({ state: "completed" });
  expect((await instances.rollizr.audits()) - before).toBe(1);
});

test("a run whose Meta Hub died between its transaction and the first message is carried on by the next", async () => {
  await stopDispatcher?.();
  const runId = await run(sweep);
  expect(await getRun(ctx, { runId })).toMatchObject({ counts: { planned: 2, refused: 1 } });
  stopDispatcher = startDispatcher({ ctx, mesh });
  expect(await finished(runId)).toMatchObject({ state: "completed" });
});

test("an instance that crashes in the middle of an audit says so when it is back, and the run ends", async () => {
  const hold = Promise.withResolvers<void>();
  const held = instances.veria.turns.take(() => hold.promise);
  const runId = await run(sweep);
  const target = async () => (await getRun(ctx, { runId })).targets.find(({ slug }) => slug === "veria");
  await eventually(async () => (await target())?.state === "accepted");
  const stopped = instances.veria.stop();
  hold.resolve();
  await Promise.all([held, stopped]);
  await instances.veria.start();
  const result = await finished(runId);
  expect(result).toMatchObject({ state: "failed", reason: "1 failed." });
  expect(await target()).toMatchObject({ state: "failed", reason: "the hub stopped while this audit ran" });
});
