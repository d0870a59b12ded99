import { afterAll, beforeAll, expect, test } from "bun:test";
import fc from "fast-check";
import { inTransaction } from "../../platform/transaction.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { Partitions } from "./partitions.ts";
import { type ProjectSample, recordSamples } from "./recordSamples.ts";

const midnight = Date.parse("2026-11-20T00:00:00Z");

let federation: TestFederation;

beforeAll(async () => {
  federation = await openTestFederation();
  await new Partitions(federation.ctx.db.pool).ensure([midnight]);
});
afterAll(() => federation.close());

/** What the rollups must be: computed from the raw windows at once. */
const fromRaw = `
select "projectId", key, date_trunc('hour', "windowStart", 'UTC') as hour, count(*)::int, sum(round("valueNumber"::numeric, 9)),
  min("valueNumber"), max("valueNumber"), (array_agg("valueNumber" order by "windowStart" desc))[1] as last,
  (array_agg("observedAt" order by "windowStart" desc))[1] as "lastAt"
from "ProjectMetric" where "valueNumber" is not null group by 1, 2, 3 order by 1, 2, 3`;

const read = async (text: string) => (await federation.ctx.db.pool.query(text)).rows;
const rollups = () => read('select * from "ProjectMetricHour" order by 1, 2, 3');

const record = (samples: readonly ProjectSample[]) =>
  inTransaction(federation.ctx.db.pool, (client) => recordSamples(client, samples, 60));

async function rollupsAfter(batches: readonly ProjectSample[][]) {
  await read('truncate "ProjectMetric", "ProjectMetricHour"');
  for (const batch of batches) await record(batch);
  const found = await rollups();
  expect(found).toEqual(await read(fromRaw));
  return found;
}

const anySample: fc.Arbitrary<ProjectSample> = fc.record({
  projectId: fc.integer({ min: 1, max: 2 }),
  key: fc.constantFrom("graph.files", "health.latencyMs"),
  // Few windows and moments of few hours, so that windows are often replaced, also by what came at the same moment.
  observedAt: fc
    .tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
    .map(([hour, minute, second]) => midnight + hour * 3_600_000 + minute * 60_000 + second * 1000),
  value: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 1e6, noNaN: true })),
});

const inBatches = <T>(values: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size));

test("any order and any repetition leaves the same rollups, those of the raw windows", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anySample, { minLength: 1, maxLength: 30 }).chain((samples) =>
        fc.record({
          samples: fc.constant(samples),
          again: fc.shuffledSubarray([...samples, ...samples], { minLength: samples.length * 2 }),
          size: fc.integer({ min: 1, max: 10 }),
        }),
      ),
      async ({ samples, again, size }) => {
        expect(await rollupsAfter(inBatches(again, size))).toEqual(await rollupsAfter([samples]));
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test("writers of the same hour at once leave the rollups of all their windows", async () => {
  await read('truncate "ProjectMetric", "ProjectMetricHour"');
  const writers = Array.from({ length: 3 }, (_, writer) =>
    Array.from({ length: 20 }, (_, round) =>
      [0, 1, 2].map((window) => ({
        ...{ projectId: 1, key: "graph.files", value: (round * 7 + writer * 5) % 11 },
        observedAt: midnight + window * 60_000 + round * 1000 + writer,
      })),
    ),
  );
  await Promise.all(
    writers.map(async (batches) => {
      for (const batch of batches) await record(batch);
    }),
  );
  const found = await rollups();
  expect(found).toMatchObject([{ count: 3 }]);
  expect(found).toEqual(await read(fromRaw));
});

test("a derived value that is written again and lower leaves the extremes of what is there", async () => {
  const risk = (value: number) => [{ projectId: 1, key: "risk.total", value, observedAt: midnight }];
  expect(await rollupsAfter([risk(80), risk(20)])).toMatchObject([{ count: 1, min: 20, max: 20, last: 20 }]);
});

test("texts have no rollup", async () => {
  expect(await rollupsAfter([[{ projectId: 1, key: "status", value: "online", observedAt: midnight }]])).toEqual([]);
});
