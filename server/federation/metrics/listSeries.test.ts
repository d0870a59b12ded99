import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { compareQuery, metricComparison, metricSeries } from "../../../contracts/metrics.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { deployOf, graphOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { compareProjects } from "./compareProjects.ts";
import { latestMetrics } from "./latest.ts";
import { listSeries } from "./listSeries.ts";
import { retainMetrics } from "./retention.ts";

const now = Date.parse("2026-11-20T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation();
  await federation.declare("veria");
  const hours = Array.from({ length: 72 }, (_, hour) => graphOf("veria", minutesAgo(hour * 60), hour));
  await createIngest(federation.ctx)({
    events: [...hours, deployOf("veria", minutesAgo(3000), "1.0.0"), deployOf("veria", minutesAgo(30), "1.1.0")],
    rejected: [],
  });
});
afterEach(() => federation.close());

const series = async (input: object) =>
  metricSeries.parse(await listSeries(federation.ctx, { project: "veria", points: 500, ...input })).series;

test("without a span it is the last 24 hours, oldest first", async () => {
  const [files] = await series({ keys: ["graph.files"] });
  expect(files?.points).toHaveLength(25);
  expect(files?.points[0]).toEqual({ at: minutesAgo(1440), value: 24 });
  expect(files?.points.at(-1)).toEqual({ at: minutesAgo(0), value: 0 });
});

test("a span begins with what held before it", async () => {
  const [files] = await series({ keys: ["graph.files"], from: minutesAgo(30) });
  expect(files?.points).toEqual([
    { at: minutesAgo(30), value: 1 },
    { at: minutesAgo(0), value: 0 },
  ]);
});

test("a version is a step line that begins with what held before", async () => {
  const [version] = await series({ keys: ["deploy.version.dev"] });
  expect(version?.points).toEqual([
    { at: minutesAgo(1440), value: "1.0.0" },
    { at: minutesAgo(30), value: "1.1.0" },
  ]);
});

test("a long span gives no more points than were asked for", async () => {
  const all = await series({ from: minutesAgo(4320), points: 10 });
  expect(all.map(({ key }) => key)).toContain("graph.symbols");
  for (const { points } of all) expect(points.length).toBeLessThanOrEqual(10);
  expect(all.find(({ key }) => key === "graph.files")?.points).toHaveLength(10);
});

describe("of a time whose windows are dropped", () => {
  beforeEach(async () => {
    federation.setNow(new Date(now + 40 * 86_400_000));
    await retainMetrics(federation.ctx.db.pool, federation.ctx.policy.metrics, federation.ctx.clock.now());
  });

  test("the last value of every hour is left", async () => {
    const answer = await listSeries(federation.ctx, {
      ...{ project: "veria", keys: ["graph.files"], from: minutesAgo(240), to: minutesAgo(-1), points: 500 },
    });
    expect(answer.resolution).toBe("hour");
    expect(answer.series[0]?.points).toEqual(
      [4, 3, 2, 1, 0].map((hour) => ({ at: minutesAgo(hour * 60), value: hour })),
    );
  });

  test("every number is still there to be asked for, and no text", async () => {
    const keys = (await series({ from: minutesAgo(240), to: minutesAgo(-1) })).map(({ key }) => key);
    expect(keys).toContain("graph.tasks");
    expect(keys).not.toContain("deploy.version.dev");
  });
});

describe("projects compared", () => {
  const compare = (input: object) =>
    compareProjects(federation.ctx, compareQuery.parse({ projects: ["veria"], key: "graph.files", ...input }));

  test("are answered in the order asked, each once, and without points where there are none", async () => {
    await federation.declare("veria", "performia", "rollizr");
    await createIngest(federation.ctx)({ events: [graphOf("performia", minutesAgo(5), 7)], rejected: [] });
    const { series } = metricComparison.parse(await compare({ projects: ["rollizr", "performia", "veria", "veria"] }));
    expect(series.map(({ project, points }) => [project, points.length])).toEqual([
      ["rollizr", 0],
      ["performia", 1],
      ["veria", 25],
    ]);
    expect(series[1]?.points).toEqual([{ at: minutesAgo(5), value: 7 }]);
  });

  test("must all be known", async () => {
    await expect(compare({ projects: ["veria", "nobody"] })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("a project without a name in the catalog is not found", async () => {
  await expect(listSeries(federation.ctx, { project: "nobody", points: 10 })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(latestMetrics(federation.ctx, { project: "nobody" })).rejects.toMatchObject({ code: "not_found" });
});

test("however much is asked for at once, what is read fits into memory: each series is thinner", async () => {
  const { pool } = federation.ctx.db;
  const keys = Array.from({ length: 50 }, (_, index) => `graph.made${index}`);
  await pool.query(
    `insert into "ProjectMetric" ("projectId", key, "valueNumber", "observedAt", "windowStart")
     select 1, key, n, at, at from unnest($1::text[]) as key, generate_series(1, 5000) as n,
       lateral (select $2::timestamptz + n * interval '10 seconds' as at) as moment`,
    [keys, "2026-11-19T12:00:00Z"],
  );
  const found = await series({ keys, points: 5000 });
  expect(found).toHaveLength(50);
  const points = found.map(({ points }) => points.length);
  expect(Math.max(...points)).toBeLessThanOrEqual(4001);
  expect(Math.min(...points)).toBeGreaterThan(2000);
});
