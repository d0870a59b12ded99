import { afterEach, beforeEach, expect, test } from "bun:test";
import { createIngest } from "../ingest/ingestBatch.ts";
import { eventOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";

let federation: TestFederation;
beforeEach(async () => {
  federation = await openTestFederation();
  await federation.declare("veria");
});
afterEach(() => federation.close());

/** A summary of deploys to environments that nobody else names. */
const deployTo = (envs: string[], id: string) =>
  eventOf("fed.veria.mesh.deploy.summary.status", {
    projectSlug: "veria",
    envs,
    versions: envs.map(() => id),
    lastDeployedAt: "2026-11-20T11:00:00Z",
  });
const versions = async () => {
  const { rows } = await federation.ctx.db.pool.query<{ count: number }>(
    `select count(distinct key)::int from "ProjectMetric" where key like 'deploy.version.%'`,
  );
  return rows[0]?.count ?? 0;
};

test("keys whose samples retention has removed make room for new ones within the hour", async () => {
  const ingest = createIngest(federation.ctx);
  for (let round = 0; round < 12; round++) {
    const envs = Array.from({ length: 20 }, (_, n) => `old${round}x${n}`);
    await ingest({ events: [deployTo(envs, "1")], rejected: [] });
  }
  await federation.ctx.db.pool.query('truncate "ProjectMetric"');
  await ingest({ events: [deployTo(["early"], "2")], rejected: [] });
  expect(await versions()).toBe(0);
  federation.setNow("2026-11-20T13:00:00.000Z");
  await ingest({ events: [deployTo(["new"], "3")], rejected: [] });
  expect(await versions()).toBe(1);
});

test("a hub that names ever new environments ends at its share, through restarts and with replicas", async () => {
  for (let restart = 0; restart < 12; restart++) {
    const envs = Array.from({ length: 20 }, (_, n) => `env${restart}x${n}`);
    await createIngest(federation.ctx)({ events: [deployTo(envs, "1")], rejected: [] });
  }
  expect(await versions()).toBeLessThan(200);
  expect(await versions()).toBeGreaterThan(100);
});
