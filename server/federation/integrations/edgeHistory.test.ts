import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { projectsConfig } from "../../../contracts/config.ts";
import { edgeHistory } from "../../../contracts/graph.ts";
import { openFederationDb } from "../../platform/db.ts";
import { applyDeclarations } from "../catalog/applyDeclarations.ts";
import { getDiff } from "../graph/getDiff.ts";
import { getGraph } from "../graph/getGraph.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { hintOf } from "../testing/events.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { listEdgeHistory } from "./listEdgeHistory.ts";
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

describe("the history of edges", () => {
  const joined = (strength?: number) => ({
    ...declarationOf("veria"),
    integrations: strength === undefined ? [] : [{ to: "performia", kind: "api", strength }],
  });
  const declare = (strength?: number) =>
    applyDeclarations(federation.ctx, {
      config: projectsConfig.parse({ projects: [joined(strength), declarationOf("performia")] }),
    });
  const strengthsAt = async (minutes: number) =>
    (await getGraph(federation.ctx, { at: new Date(after(minutes)) })).edges.map(({ strength }) => strength);

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
