import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { ecosystemMap, graphDiff } from "../../../contracts/graph.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { recordEdgeHistory } from "../integrations/recordEdgeHistory.ts";
import { createRecordPulses } from "../liveness/pulses/recordPulses.ts";
import { sweepLiveness } from "../liveness/sweepLiveness.ts";
import { Partitions } from "../metrics/partitions.ts";
import { auditOf, graphOf, healthOf, hintOf, presenceOf, securityOf } from "../testing/events.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { getDiff } from "./getDiff.ts";
import { getGraph } from "./getGraph.ts";

const start = "2026-11-20T12:00:00.000Z";
const after = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString();

let federation: TestFederation;
beforeEach(async () => {
  federation = await openTestFederation({ now: start });
});
afterEach(() => federation.close());

const at = (minutes: number) => federation.setNow(after(minutes));
const ingest = (...events: Parameters<ReturnType<typeof createIngest>>[0]["events"]) =>
  createIngest(federation.ctx)({ events, rejected: [] });
const mapAt = async (minutes: number) =>
  ecosystemMap.parse(await getGraph(federation.ctx, { at: new Date(after(minutes)) }));
const projectAt = async (minutes: number, slug: string) =>
  (await mapAt(minutes)).projects.find((project) => project.slug === slug);

/**
 * 0: veria and performia are declared. 10: veria is online, with two critical findings and an audit. 15: an edge is
 * seen. 20: veria is silent, and offline. 30: it is back, healed. 40: rollizr joins, performia is archived.
 */
async function liveThrough() {
  const { ctx } = federation;
  await federation.declare("veria", "performia");
  at(10);
  await createRecordPulses(ctx)({
    events: [presenceOf("veria", after(10)), healthOf("veria", after(10), "ok")],
    rejected: [],
  });
  await ingest(
    securityOf("veria", after(9), 2, { receivedAt: after(10) }),
    auditOf("veria", after(9), 1, { receivedAt: after(10) }),
    graphOf("veria", after(9), 42, { receivedAt: after(10) }),
    hintOf("veria", "performia", "veria", 0.8, {}, { receivedAt: after(10) }),
  );
  await recordEdgeHistory(ctx);
  at(20);
  await sweepLiveness(ctx, new Partitions(ctx.db.pool));
  at(30);
  await createRecordPulses(ctx)({ events: [presenceOf("veria", after(30))], rejected: [] });
  const received = { receivedAt: after(30) };
  await ingest(
    securityOf("veria", after(29), 0, received),
    auditOf("veria", after(29), 0, received),
    graphOf("veria", after(29), 50, received),
  );
  at(40);
  await federation.declare("veria", "rollizr");
  await recordEdgeHistory(ctx);
  at(50);
}

describe("the ecosystem of a past moment", () => {
  beforeEach(liveThrough);

  test("has the projects that were there then, archived ones too, and none that came later", async () => {
    const slugsAt = async (minutes: number) => (await mapAt(minutes)).projects.map(({ slug }) => slug);
    expect(await slugsAt(-1)).toEqual([]);
    expect(await slugsAt(0)).toEqual(["performia", "veria"]);
    expect(await slugsAt(39)).toEqual(["performia", "veria"]);
    expect(await slugsAt(41)).toEqual(["rollizr", "veria"]);
  });

  test("has each project's status and reason of then", async () => {
    expect(await projectAt(5, "veria")).toMatchObject({
      status: "offline",
      statusReason: "never seen",
      lastSeenAt: null,
    });
    expect(await projectAt(12, "veria")).toMatchObject({
      status: "online",
      statusSince: after(10),
      lastSeenAt: after(10),
    });
    expect(await projectAt(25, "veria")).toMatchObject({
      status: "offline",
      statusReason: "silent for more than 90 s",
    });
    expect(await projectAt(35, "veria")).toMatchObject({ status: "online", lastSeenAt: after(30) });
  });

  test("has the numbers and the risk of then, explained", async () => {
    expect((await projectAt(5, "veria"))?.risk).toMatchObject({ total: null, coverage: 0 });
    const then = await projectAt(25, "veria");
    expect(then?.kpis).toMatchObject({ files: 42, vulnsCritical: 2, auditsFail: 1, healthLatencyMs: 12 });
    const part = (name: string) => then?.risk.parts.find((found) => found.name === name);
    expect(part("security")?.value).toBeCloseTo(100 * (1 - Math.exp(-25 / 20)), 9);
    expect(part("security")?.inputs[0]).toMatchObject({ value: 2, ageSeconds: 16 * 60 });
    expect(part("liveness")?.value).toBe(100);
    expect(part("freshness")?.value).toBeNull();
    expect(then?.risk.coverage).toBeCloseTo(25 / 30, 9);
    const now = await projectAt(45, "veria");
    expect(now?.kpis).toMatchObject({ files: 50, vulnsCritical: 0, auditsFail: 0 });
    expect(now?.risk.total).toBeLessThan(then?.risk.total ?? 0);
  });

  test("is what was shown then, number by number", async () => {
    const shown = (await getGraph(federation.ctx, {})).projects.find(({ slug }) => slug === "veria");
    federation.setNow(after(600));
    const past = await projectAt(50, "veria");
    expect(past?.kpis).toEqual({ ...shown?.kpis, healthLatencyMs: 12 } as never);
    expect(past?.status).toBe(shown?.status ?? "offline");
    expect(past?.risk.total).toBeCloseTo(shown?.risk.total ?? -1, 6);
  });

  test("has the edges of then, as strong as then, and not those whose end was not there", async () => {
    expect((await mapAt(5)).edges).toEqual([]);
    expect((await mapAt(20)).edges).toMatchObject([
      { from: "veria", to: "performia", strength: 0.8, standing: "claimed" },
    ]);
    expect((await mapAt(45)).edges).toEqual([]);
  });

  test("differs from another as it should", async () => {
    const diff = graphDiff.parse(await getDiff(federation.ctx, { from: after(5), to: after(45) }));
    expect(diff).toMatchObject({ from: after(5), to: after(45), added: ["rollizr"], removed: ["performia"] });
    expect(diff.statuses).toEqual([{ slug: "veria", before: "offline", after: "online" }]);
    expect(diff.risks).toMatchObject([{ slug: "veria", before: null }]);
    const edges = await getDiff(federation.ctx, { from: after(5), to: after(20) });
    expect(edges.edgesNew).toMatchObject([{ from: "veria", to: "performia", strength: 0.8 }]);
    const same = await getDiff(federation.ctx, { from: after(12), to: after(13) });
    for (const key of ["added", "removed", "statuses", "risks", "edgesNew", "edgesGone", "edgesMoved"] as const) {
      expect(same[key]).toEqual([]);
    }
    await expect(getDiff(federation.ctx, { from: after(60) })).rejects.toMatchObject({ code: "invalid_input" });
  });
});
