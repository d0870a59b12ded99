import { afterAll, beforeAll, expect, test } from "bun:test";
import fc from "fast-check";
import type { MeshEvent } from "../../mesh/parseEvent.ts";
import { auditOf, auditResultOf, deployOf, graphOf, hintOf, securityOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { tablesOf } from "../testing/tables.ts";
import { createIngest } from "./ingestBatch.ts";

const slugs = ["veria", "performia", "rollizr"];
const batchSize = 500;

let federation: TestFederation;

beforeAll(async () => {
  federation = await openTestFederation();
  await federation.declare(...slugs);
});
afterAll(() => federation.close());

/** Forgets every fact, but not the projects. */
const clear = () =>
  federation.ctx.db.pool.query(
    'truncate "ProjectSummary", "ProjectMetric", "ProjectMetricHour", "IntegrationEdge", "EdgeHistory", "IntegrationEvidence", "ProjectAudit", "EventCursor"',
  );

async function tablesAfter(events: readonly MeshEvent[], sizes = batchSize) {
  await clear();
  const ingest = createIngest(federation.ctx);
  for (let start = 0; start < events.length; start += sizes) {
    await ingest({ events: events.slice(start, start + sizes), rejected: [] });
  }
  return await tablesOf(federation.ctx.db.pool);
}

const moment = (minute: number, second: number) => new Date(Date.UTC(2026, 10, 20, 8, minute, second)).toISOString();

const anyEvent = fc
  .record({
    slug: fc.constantFrom(...slugs),
    other: fc.constantFrom(...slugs),
    kind: fc.constantFrom("graph", "audit", "security", "deploy", "hint", "result"),
    // Few moments and few values, so that equal moments with different values are common.
    at: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })),
    value: fc.integer({ min: 0, max: 4 }),
    known: fc.boolean(),
    // A clock that is ahead: some facts come before the moment that they name.
    minutesAhead: fc.constantFrom(0, 0, 2),
    seq: fc.integer({ min: 1, max: 20 }),
  })
  .filter(({ kind, slug, other }) => kind !== "hint" || slug !== other)
  .map(({ slug, other, kind, at, value, known, minutesAhead, seq }) => {
    const time = moment(...at);
    const receivedAt = new Date(Date.parse(time) - minutesAhead * 60_000).toISOString();
    const options = { epoch: "018f3a4e-0000-7000-8000-000000000001", seq, sentAt: time, receivedAt };
    if (kind === "graph") return graphOf(slug, time, value, options);
    if (kind === "audit") return auditOf(slug, known ? time : null, value, options);
    if (kind === "security") return securityOf(slug, time, known ? value : null, options);
    if (kind === "deploy") return deployOf(slug, known ? time : null, `v${value}`, options);
    if (kind === "result") {
      const status = known ? "ok" : "fail";
      return auditResultOf(slug, { auditId: `a${at[0]}`, finishedAt: time, critical: value, status }, options);
    }
    return hintOf(slug, other, slug, value / 4, { key: `k${at[0]}`, count: value, lastSeenAt: time, note: { value } });
  });

test("any order and any repetition of the same events leaves the same tables", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyEvent, { minLength: 1, maxLength: 25 }).chain((events) =>
        fc.record({
          events: fc.constant(events),
          again: fc.shuffledSubarray([...events, ...events, ...events], { minLength: events.length * 3 }),
          sizes: fc.integer({ min: 1, max: 10 }),
        }),
      ),
      async ({ events, again, sizes }) => {
        expect(await tablesAfter(again, sizes)).toEqual(await tablesAfter(events));
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

/** A shuffle that a seed decides (mulberry32). */
function shuffled<T>(values: readonly T[], seed: number): T[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const result = [...values];
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const [a, b] = [result[index], result[other]];
    if (a === undefined || b === undefined) continue;
    result[index] = b;
    result[other] = a;
  }
  return result;
}

test("10,000 summaries sent twice, shuffled, leave the same rows as sent once in order", async () => {
  const events = Array.from({ length: 10_000 }, (_, index) => {
    const slug = slugs[index % slugs.length] ?? "veria";
    const time = new Date(Date.UTC(2026, 10, 19, 8, 0, 0) + index * 7000).toISOString();
    const make = [graphOf, auditOf, securityOf][Math.floor(index / 3) % 3] ?? graphOf;
    return make(slug, time, index % 100);
  });
  const once = await tablesAfter(events);
  expect(once.metrics?.length).toBeGreaterThan(5000);
  for (const seed of [1, 2, 3]) {
    expect(await tablesAfter(shuffled([...events, ...events], seed))).toEqual(once);
  }
}, 120_000);
