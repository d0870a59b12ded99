import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { projectsConfig } from "../../../contracts/config.ts";
import { applyDeclarations } from "../catalog/applyDeclarations.ts";
import { listProjects } from "../catalog/listProjects.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { createRecordPulses } from "../liveness/pulses/recordPulses.ts";
import { graphOf, presenceOf } from "../testing/events.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { noteAsked, projectsWithGaps } from "./projectsWithGaps.ts";
import { maxRuns } from "./recordCursors.ts";
import { trimEpochs } from "./trimEpochs.ts";

const start = "2026-11-20T12:00:00.000Z";
const after = (seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString();
const epochOf = (number: number) => `018f3a4e-0000-7000-8000-${String(number).padStart(12, "0")}`;

let federation: TestFederation;
beforeEach(async () => {
  federation = await openTestFederation({ now: start });
  const projects = [{ ...declarationOf("veria"), allowFanout: ["graph.refresh"] }, declarationOf("performia")];
  await applyDeclarations(federation.ctx, { config: projectsConfig.parse({ projects }) });
});
afterEach(() => federation.close());

const publish = (epoch: number, seconds: number, seqs: number[], slug = "veria") =>
  createIngest(federation.ctx)({
    events: seqs.map((seq) => graphOf(slug, start, 1, { epoch: epochOf(epoch), seq, receivedAt: after(seconds) })),
    rejected: [],
  });
const completeness = async () =>
  (await listProjects(federation.ctx, {})).find(({ slug }) => slug === "veria")?.completeness;

describe("what is missing", () => {
  test("is what is missing of the hub as it runs now, not of what it was before it started anew", async () => {
    await publish(1, 0, [1, 2, 5]);
    expect(await completeness()).toEqual({ lastSeq: 5, missing: 2 });
    await publish(2, 60, [1]);
    expect(await completeness()).toEqual({ lastSeq: 1, missing: 0 });
    await publish(2, 61, [3]);
    expect(await completeness()).toEqual({ lastSeq: 3, missing: 1 });
  });

  test("counts every hub of a project that runs several", async () => {
    await publish(1, 0, [1, 2, 5]);
    await publish(2, 10, [1, 3]);
    await publish(1, 20, [6]);
    expect(await completeness()).toEqual({ lastSeq: 6, missing: 3 });
  });

  test("does not change when an event comes late, twice, or in another order", async () => {
    await publish(2, 60, [4]);
    await publish(1, 0, [1]);
    await publish(2, 60, [1, 3, 4]);
    expect(await completeness()).toEqual({ lastSeq: 4, missing: 1 });
    await publish(2, 59, [2]);
    expect(await completeness()).toEqual({ lastSeq: 4, missing: 0 });
  });

  test("stays exact, and its row small, however many gaps a publisher leaves", async () => {
    const every = (count: number, from: number) => Array.from({ length: count }, (_, index) => from + 2 * index);
    for (let from = 1; from <= 4001; from += 1000) await publish(1, 0, every(500, from));
    expect(await completeness()).toEqual({ lastSeq: 4999, missing: 2499 });
    const { rows } = await federation.ctx.db.pool.query<{ runs: number; forgotten: string }>(
      'select (select count(*)::int from unnest(seen)) as runs, forgotten from "EventCursor"',
    );
    expect(rows[0]?.runs).toBeLessThanOrEqual(maxRuns);
    expect(Number(rows[0]?.forgotten)).toBeGreaterThan(0);
    await publish(1, 1, [4998]);
    expect(await completeness()).toEqual({ lastSeq: 4999, missing: 2498 });
  });

  test("of publishers without end, only the newest hundred are kept", async () => {
    for (let epoch = 0; epoch < 120; epoch += 1) await publish(epoch, epoch, [1]);
    expect(await trimEpochs(federation.ctx.db.pool)).toBe(20);
    expect(
      (await federation.ctx.db.prisma.eventCursor.findMany({ select: { epoch: true } })).map(({ epoch }) => epoch),
    ).not.toContain(epochOf(19));
  });
});

test("a project is asked for what is missing once it has settled, then only for more, and not within ten minutes", async () => {
  await createRecordPulses(federation.ctx)({ events: [presenceOf("veria", start)], rejected: [] });
  const gaps = async () => (await projectsWithGaps(federation.ctx)).map(({ slug, missing }) => [slug, missing]);
  const ask = async () => {
    const asked = await projectsWithGaps(federation.ctx);
    await noteAsked(
      federation.ctx,
      asked.map(({ projectId }) => projectId),
    );
  };
  await publish(1, 0, [1, 3]);
  await publish(1, 0, [2, 4], "performia");
  expect(await gaps()).toEqual([]);
  federation.setNow(after(11));
  // Performia may not be asked for anything.
  expect(await gaps()).toEqual([["veria", 1]]);
  await ask();
  expect(await gaps()).toEqual([]);
  await publish(1, 12, [5]);
  federation.setNow(after(600));
  expect(await gaps()).toEqual([]);
  federation.setNow(after(612));
  expect(await gaps()).toEqual([["veria", 2]]);
  await ask();
  federation.setNow(after(7200));
  expect(await gaps()).toEqual([]);
});
