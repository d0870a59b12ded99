import { afterAll, beforeAll, expect, test } from "bun:test";
import { Partitions } from "../../server/federation/metrics/partitions.ts";
import { recordSamples } from "../../server/federation/metrics/recordSamples.ts";
import { openTestFederation, type TestFederation } from "../../server/federation/testing/openTestFederation.ts";
import { inTransaction } from "../../server/platform/transaction.ts";
import { compareRollups } from "./rollups.ts";

let federation: TestFederation;
beforeAll(async () => {
  federation = await openTestFederation();
  await federation.declare("veria");
});
afterAll(() => federation.close());

test("the same sample again changes no hour, and an hour that counted it twice is found", async () => {
  const { pool } = federation.ctx.db;
  const observedAt = federation.ctx.clock.now().getTime();
  await new Partitions(pool).ensure([observedAt]);
  const sample = { projectId: await federation.idOf("veria"), key: "graph.files", value: 7, observedAt };
  for (let time = 0; time < 2; time++) await inTransaction(pool, (client) => recordSamples(client, [sample], 60));
  expect(await compareRollups(federation.url)).toMatchObject({ expected: 1, differences: [] });
  await pool.query('update "ProjectMetricHour" set count = 2, sum = 14');
  expect((await compareRollups(federation.url)).differences).toEqual(["veria graph.files: 1 windows, 2 folded"]);
});
