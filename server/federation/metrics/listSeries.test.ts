import { afterEach, beforeEach, expect, test } from "bun:test";
import { metricSeries } from "../../../contracts/metrics.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { deployOf, graphOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { latestMetrics } from "./latest.ts";
import { listSeries } from "./listSeries.ts";

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

test("without a span it is the last 24 hours, oldest first, beginning with what held before", async () => {
  const [files] = await series({ keys: ["graph.files"] });
  expect(files?.points).toHaveLength(26);
  expect(files?.points[0]).toEqual({ at: minutesAgo(1440), value: 25 });
  expect(files?.points.at(-1)).toEqual({ at: minutesAgo(0), value: 0 });
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

test("a project without a name in the catalog is not found", async () => {
  await expect(listSeries(federation.ctx, { project: "nobody", points: 10 })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(latestMetrics(federation.ctx, { project: "nobody" })).rejects.toMatchObject({ code: "not_found" });
});
