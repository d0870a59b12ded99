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

test("a hub that names ever new environments ends at its share, through restarts and with replicas", async () => {
  for (let restart = 0; restart < 12; restart++) {
    const envs = Array.from({ length: 20 }, (_, n) => `env${restart}x${n}`);
    const payload = {
      projectSlug: "veria",
      envs,
      versions: envs.map(() => "1"),
      lastDeployedAt: "2026-11-20T11:00:00Z",
    };
    const event = eventOf("fed.veria.mesh.deploy.summary.status", payload);
    await createIngest(federation.ctx)({ events: [event], rejected: [] });
  }
  const { rows } = await federation.ctx.db.pool.query<{ count: number }>(
    `select count(distinct key)::int from "ProjectMetric" where key like 'deploy.version.%'`,
  );
  expect(rows[0]?.count).toBeLessThan(200);
  expect(rows[0]?.count).toBeGreaterThan(100);
});
