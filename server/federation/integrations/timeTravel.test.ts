import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { projectsConfig } from "../../../contracts/config.ts";
import { ecosystemMap, edgeHistory, graphDiff } from "../../../contracts/graph.ts";
import { openFederationDb } from "../../platform/db.ts";
import { applyDeclarations } from "../catalog/applyDeclarations.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { createRecordPulses } from "../liveness/pulses/recordPulses.ts";
import { sweepLiveness } from "../liveness/sweepLiveness.ts";
import { Partitions } from "../metrics/partitions.ts";
import { auditOf, graphOf, healthOf, hintOf, presenceOf, securityOf } from "../testing/events.ts";
import { declarationOf, openTestFederation, type TestFederation, testAuthor } from "../testing/openTestFederation.ts";
import { getDiff } from "./getDiff.ts";
import { getGraph } from "./getGraph.ts";
import { getImpact } from "./getImpact.ts";
import { listEdgeHistory } from "./listEdgeHistory.ts";
import { pinProject, unpinProject } from "./pinProject.ts";
import { placeProjects } from "./placeProjects.ts";
import { recordEdgeHistory } from "./recordEdgeHistory.ts";

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

describe("the history of edges", () => {
  const joined = (strength?: number) => ({
    ...declarationOf("veria"),
    integrations: strength === undefined ? [] : [{ to: "performia", kind: "api", strength }],
  });
  const declare = (strength?: number) =>
    applyDeclarations(federation.ctx, {
      config: projectsConfig.parse({ projects: [joined(strength), declarationOf("performia")] }),
    });
  const strengthsAt = async (minutes: number) => (await mapAt(minutes)).edges.map(({ strength }) => strength);

  test("is noted with one connection: whoever holds one must not wait for another", async () => {
    await declare(0.9);
    const db = openFederationDb(federation.url, 1);
    expect(await recordEdgeHistory({ ...federation.ctx, db })).toHaveLength(1);
    await db.close();
  });

  test("remembers what evidence has since overwritten or withdrawn", async () => {
    await declare(0.9);
    expect(await recordEdgeHistory(federation.ctx)).toHaveLength(1);
    expect(await recordEdgeHistory(federation.ctx)).toEqual([]);
    at(60);
    await declare(0.4);
    await recordEdgeHistory(federation.ctx);
    at(120);
    await declare();
    await recordEdgeHistory(federation.ctx);
    at(180);
    expect(await strengthsAt(30)).toEqual([0.9]);
    expect(await strengthsAt(90)).toEqual([0.4]);
    expect(await strengthsAt(150)).toEqual([]);
    const diff = await getDiff(federation.ctx, { from: after(30), to: after(90) });
    expect(diff.edgesMoved).toMatchObject([{ before: { strength: 0.9 }, after: { strength: 0.4 } }]);
    expect((await getDiff(federation.ctx, { from: after(90) })).edgesGone).toMatchObject([{ strength: 0.4 }]);
  });

  test("is told from a moment on: what held then, what was noted since, and what is now", async () => {
    await declare(0.9);
    await recordEdgeHistory(federation.ctx);
    at(60);
    await declare(0.4);
    await recordEdgeHistory(federation.ctx);
    at(120);
    const [edge] = (await getGraph(federation.ctx, {})).edges;
    const since = async (minutes: number, points?: number) => {
      const query = { id: edge?.id ?? "", from: after(minutes), ...(points && { points }) };
      const history = edgeHistory.parse(await listEdgeHistory(federation.ctx, query));
      return history.points.map((point) => [point.at, point.strength]);
    };
    expect(await since(30)).toEqual([
      [after(30), 0.9],
      [after(60), 0.4],
      [after(120), 0.4],
    ]);
    expect(await since(-60)).toEqual([
      [after(0), 0.9],
      [after(60), 0.4],
      [after(120), 0.4],
    ]);
    for (let minute = 0; minute < 20; minute++) {
      at(121 + minute);
      await declare(minute % 2 === 0 ? 0.5 : 0.6);
      await recordEdgeHistory(federation.ctx);
    }
    expect((await since(0, 5)).length).toBeLessThanOrEqual(8);
    expect((await since(0)).length).toBeGreaterThan(20);
    await expect(listEdgeHistory(federation.ctx, { id: "77", from: start })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("has a row at least every day while evidence ages", async () => {
    await federation.declare("veria", "performia");
    await ingest(hintOf("veria", "performia", "veria", 0.8, { lastSeenAt: start }));
    const day = 24 * 60;
    for (let hours = 0; hours <= 14 * 24; hours += 3) {
      at(hours * 60);
      await recordEdgeHistory(federation.ctx);
    }
    at(20 * day);
    expect((await strengthsAt(7 * day))[0]).toBeCloseTo(0.4, 1.7);
    expect((await strengthsAt(14 * day))[0]).toBeCloseTo(0.2, 1.7);
    const rows = await federation.ctx.db.prisma.edgeHistory.count();
    expect(rows).toBeGreaterThanOrEqual(14);
    expect(rows).toBeLessThan(80);
  });
});

test("a failing project touches those who depend on it, over edges that are awake", async () => {
  await federation.declare("veria", "performia", "rollizr");
  await ingest(hintOf("veria", "rollizr", "veria", 0.5), hintOf("performia", "veria", "performia", 0.5));
  expect((await getImpact(federation.ctx, { slug: "rollizr" })).dependents).toMatchObject([
    { slug: "veria", strength: 0.5, path: ["veria", "rollizr"] },
    { slug: "performia", strength: 0.25, path: ["performia", "veria", "rollizr"] },
  ]);
  expect((await getImpact(federation.ctx, { slug: "performia" })).dependents).toEqual([]);
  await expect(getImpact(federation.ctx, { slug: "nobody" })).rejects.toMatchObject({ code: "not_found" });
  at(365 * 24 * 60);
  expect((await getImpact(federation.ctx, { slug: "rollizr" })).dependents).toEqual([]);
});

test("a project that a person puts somewhere stays there, and everybody is told", async () => {
  await federation.declare("veria", "performia");
  federation.notices.length = 0;
  await pinProject(federation.ctx, { slug: "veria", x: 12, y: -3 }, testAuthor("ada"));
  expect(federation.notices).toMatchObject([{ type: "projects", projects: [{ slug: "veria", x: 12, y: -3 }] }]);
  await ingest(hintOf("veria", "performia", "veria", 1));
  await federation.declare("veria", "performia");
  const [, veria] = (await getGraph(federation.ctx, {})).projects;
  expect(veria).toMatchObject({ slug: "veria", x: 12, y: -3 });
  await expect(pinProject(federation.ctx, { slug: "nobody", x: 0, y: 0 }, testAuthor("ada"))).rejects.toMatchObject({
    code: "not_found",
  });
  const { rows } = await federation.ctx.db.pool.query('select actor, verb, subject, details from "AuditLog"');
  expect(rows).toMatchObject([{ actor: "ada", verb: "graph.pin", subject: "veria" }]);
  expect(JSON.parse(rows[0].details)).toMatchObject({ x: 12, y: -3 });
});

test("a project that is unpinned goes back to where the map had put it, however often it was moved", async () => {
  const { ctx } = federation;
  const placeOf = async () => (await getGraph(ctx, {})).projects.find(({ slug }) => slug === "veria");
  await federation.declare("veria", "performia");
  await ingest(hintOf("veria", "performia", "veria", 1));
  await placeProjects(ctx);
  const home = await placeOf();
  expect(home).toMatchObject({ pinned: false });
  await unpinProject(ctx, { slug: "veria" }, testAuthor("ada"));
  expect(await placeOf()).toEqual(home);
  await pinProject(ctx, { slug: "veria", x: 12, y: -3 }, testAuthor("ada"));
  await pinProject(ctx, { slug: "veria", x: 99, y: 99 }, testAuthor("ada"));
  expect(await placeOf()).toMatchObject({ x: 99, y: 99, pinned: true });
  federation.notices.length = 0;
  await unpinProject(ctx, { slug: "veria" }, testAuthor("ada"));
  expect(federation.notices).toMatchObject([{ type: "projects", projects: [{ slug: "veria", pinned: false }] }]);
  await placeProjects(ctx);
  expect(await placeOf()).toEqual(home);
  await expect(unpinProject(ctx, { slug: "nobody" }, testAuthor("ada"))).rejects.toMatchObject({ code: "not_found" });
});

test("a project that was pinned before it had a place is given one when it is unpinned", async () => {
  const { ctx } = federation;
  await federation.declare("veria");
  await pinProject(ctx, { slug: "veria", x: 12, y: -3 }, testAuthor("ada"));
  await unpinProject(ctx, { slug: "veria" }, testAuthor("ada"));
  await placeProjects(ctx);
  const [veria] = (await getGraph(ctx, {})).projects;
  expect([veria?.x, veria?.y]).not.toEqual([0, 0]);
  expect([veria?.x, veria?.y]).not.toEqual([12, -3]);
});
