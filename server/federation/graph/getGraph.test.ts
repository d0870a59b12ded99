import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { Pool } from "pg";
import { projectsConfig } from "../../../contracts/config.ts";
import { ecosystemMap, edgeCard } from "../../../contracts/graph.ts";
import { applyDeclarations } from "../catalog/applyDeclarations.ts";
import { listProjects } from "../catalog/listProjects.ts";
import type { FederationContext } from "../context.ts";
import { createIngest } from "../ingest/ingestBatch.ts";
import { getEdge } from "../integrations/getEdge.ts";
import { placeProjects } from "../layout/placeProjects.ts";
import { graphOf, hintOf } from "../testing/events.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { getGraph } from "./getGraph.ts";
import { getProject } from "./getProject.ts";

let federation: TestFederation;

beforeEach(async () => {
  federation = await openTestFederation();
});
afterEach(() => federation.close());

const hints = (...events: ReturnType<typeof hintOf>[]) => createIngest(federation.ctx)({ events, rejected: [] });

describe("edges", () => {
  beforeEach(() => federation.declare("veria", "performia", "rollizr"));

  test("are one a pair and kind, however many hints, with every proof behind them", async () => {
    await hints(
      hintOf("veria", "performia", "veria", 0.5, { source: "manifest", key: "package.json", file: "package.json" }),
      hintOf("veria", "performia", "veria", 0.5, { source: "access-log", key: "GET /v1", count: 7 }),
      hintOf("veria", "performia", "performia", 0.5, { source: "access-log", key: "GET /v1" }),
    );
    const map = ecosystemMap.parse(await getGraph(federation.ctx, {}));
    expect(map.edges).toMatchObject([
      { from: "veria", to: "performia", kind: "api", strength: 0.875, standing: "confirmed" },
    ]);
    const card = edgeCard.parse(await getEdge(federation.ctx, { id: map.edges[0]?.id ?? "" }));
    expect(card.evidence.map(({ reporter, source, count }) => [reporter, source, count])).toEqual([
      ["performia", "access-log", 1],
      ["veria", "access-log", 7],
      ["veria", "manifest", 1],
    ]);
    expect(card.evidence[2]?.details).toEqual({ file: "package.json" });
    const stored = await federation.ctx.db.prisma.integrationEdge.findFirstOrThrow();
    expect(stored.source).toBe("access-log,manifest");
    expect(stored.detailsJson).toMatchObject({ proofs: 3 });
  });

  test("fade when nobody sees them any more: dormant, kept, and as they were at an earlier moment", async () => {
    await hints(hintOf("veria", "performia", "veria", 0.8));
    federation.setNow("2026-11-27T12:00:00Z");
    expect((await getGraph(federation.ctx, {})).edges).toMatchObject([
      { strength: expect.closeTo(0.4, 9), dormant: false },
    ]);
    federation.setNow("2027-06-01T12:00:00Z");
    expect((await getGraph(federation.ctx, {})).edges).toMatchObject([{ dormant: true }]);
    expect((await getGraph(federation.ctx, { at: new Date("2026-11-20T12:00:00Z") })).edges).toMatchObject([
      { strength: expect.closeTo(0.8, 9), dormant: false },
    ]);
    expect((await getGraph(federation.ctx, { at: new Date("2026-11-01T12:00:00Z") })).edges).toEqual([]);
  });

  test("that a person declares, and whose ends see the other way round, are contradicted", async () => {
    const projects = [
      { ...declarationOf("veria"), integrations: [{ to: "performia", kind: "api" }] },
      declarationOf("performia"),
      declarationOf("rollizr"),
    ];
    await applyDeclarations(federation.ctx, { config: projectsConfig.parse({ projects }) });
    await hints(hintOf("performia", "veria", "veria", 0.5));
    const standings = (await getGraph(federation.ctx, {})).edges.map(({ from, to, standing }) => [from, to, standing]);
    expect(standings).toEqual([
      ["veria", "performia", "contradicted"],
      ["performia", "veria", "claimed"],
    ]);
    const { edges } = await getProject(federation.ctx, { slug: "performia" });
    expect(edges.map(({ standing }) => standing)).toEqual(["contradicted", "claimed"]);
  });

  test("that are unknown are not found", async () => {
    for (const id of ["77", "x", "-1", "99999999999"]) {
      await expect(getEdge(federation.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("places", () => {
  const places = async () =>
    new Map((await listProjects(federation.ctx, {})).map(({ slug, x, y }) => [slug, { x, y }] as const));

  test("are given once a project is joined to others, and kept when another joins", async () => {
    await federation.declare("veria", "performia", "rollizr");
    await hints(hintOf("veria", "performia", "veria", 1));
    await placeProjects(federation.ctx);
    const before = await places();
    await federation.declare("veria", "performia", "rollizr", "newcomer");
    await hints(hintOf("rollizr", "newcomer", "rollizr", 1));
    await placeProjects(federation.ctx);
    const after = await places();
    expect(after.get("veria")).toEqual(before.get("veria"));
    expect(after.get("performia")).toEqual(before.get("performia"));
    expect(after.get("newcomer")).not.toEqual({ x: 0, y: 0 });
    expect((await placeProjects(federation.ctx)).projects).toEqual([]);
  });
});

describe("cost", () => {
  /** The same context, counting the statements that go through its pool and its Prisma client. */
  function counting(ctx: FederationContext): { ctx: FederationContext; statements(): number } {
    let statements = 0;
    const pool = new Proxy(ctx.db.pool, {
      get(target, name) {
        if (name === "query") {
          return (...input: Parameters<Pool["query"]>) => {
            statements += 1;
            return target.query(...input);
          };
        }
        const value = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const prisma = new Proxy(ctx.db.prisma, {
      get() {
        throw new Error("This read is expected to go through the pool alone.");
      },
    });
    return { ctx: { ...ctx, db: { ...ctx.db, pool, prisma } }, statements: () => statements };
  }

  const slugsOf = (count: number) => Array.from({ length: count }, (_, index) => `p-${index}`);

  async function statementsAt(projects: number) {
    const slugs = slugsOf(projects);
    await federation.declare(...slugs);
    await createIngest(federation.ctx)({
      events: slugs.flatMap((slug, index) => [
        graphOf(slug, "2026-11-20T11:00:00Z", index),
        hintOf(slug, slugs[(index + 1) % projects] ?? slug, slug, 0.5),
      ]),
      rejected: [],
    });
    const counted = counting(federation.ctx);
    expect(await listProjects(counted.ctx, {})).toHaveLength(projects);
    const list = counted.statements();
    const map = await getGraph(counted.ctx, {});
    expect(map.edges.length).toBeGreaterThanOrEqual(projects);
    const graph = counted.statements() - list;
    const past = await getGraph(counted.ctx, { at: new Date("2026-11-20T11:59:59Z") });
    expect(past.projects.length + past.edges.length).toBe(0);
    federation.setNow("2026-11-20T13:00:00Z");
    const before = counted.statements();
    expect((await getGraph(counted.ctx, { at: new Date("2026-11-20T12:30:00Z") })).projects).toHaveLength(projects);
    federation.setNow("2026-11-20T12:00:00Z");
    return { list, graph, past: counted.statements() - before };
  }

  test("of the list and the map is the same number of statements at 10 and at 1,000 projects", async () => {
    const few = await statementsAt(10);
    expect(few).toEqual({ list: 1, graph: 2, past: 2 });
    expect(await statementsAt(1000)).toEqual(few);
  }, 60_000);
});
