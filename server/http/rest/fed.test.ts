import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { z } from "zod";
import { fedAlert } from "../../../contracts/alerts.ts";
import { errorBody } from "../../../contracts/errors.ts";
import { ecosystemGraph } from "../../../contracts/graph.ts";
import { fedMetrics } from "../../../contracts/metrics.ts";
import { fedProject } from "../../../contracts/projects.ts";
import { eventSubject } from "../../../contracts/subjects.ts";
import { eventually } from "../../../scripts/testing/eventually.ts";
import { startTestMetaApp, type TestMetaApp } from "../../../scripts/testing/metaApp.ts";
import { fedRoutes } from "./fed.ts";

let hub: TestMetaApp;
const alertId = Bun.randomUUIDv7();

const get = async (path: string, headers: Record<string, string> = {}) => hub.ask(path, { as: "viewer", headers });
const read = async <Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> => {
  const answer = await get(path);
  expect([path, answer.status, answer.headers.get("content-type")]).toEqual([
    path,
    200,
    "application/json; charset=utf-8",
  ]);
  return schema.parse(await answer.json());
};
const strictProjects = z.array(fedProject.strict().extend({ kpis: fedProject.shape.kpis.strict() }));

beforeAll(async () => {
  hub = await startTestMetaApp();
  await hub.veria.publishEvent(eventSubject.summary("veria.mesh", "audit.summary.status"), {
    projectSlug: "veria",
    ok: 7,
    warn: 2,
    fail: 1,
    lastRun: new Date().toISOString(),
  });
  await hub.ctx.db.prisma.ecosystemAlert.create({
    data: {
      id: alertId,
      severity: "critical",
      title: "Blind",
      description: "Nothing is heard.",
      rule: "blind",
      fingerprint: "blind",
    },
  });
  await eventually(async () => {
    const [, veria] = await (await get("/api/fed/projects")).json();
    return veria.kpis.auditsOk === 7;
  });
});
afterAll(() => hub.stop());

describe("GET /api/fed/projects", () => {
  test("answers a bare array of the blueprint's shape, with null for what is unknown", async () => {
    const projects = await read("/api/fed/projects", strictProjects);
    expect(projects.map(({ slug }) => slug).sort()).toEqual(["performia", "veria"]);
    const veria = projects.find(({ slug }) => slug === "veria");
    expect(veria).toMatchObject({ name: "Veria", hubUrl: "http://127.0.0.1:5401", tags: ["finance"] });
    expect(veria?.kpis).toMatchObject({ auditsOk: 7, auditsWarn: 2, auditsFail: 1, deployFreshnessDays: null });
    const performia = projects.find(({ slug }) => slug === "performia");
    expect(performia).toMatchObject({ lastSeenAt: null, status: "offline" });
    expect(new Set(Object.values(performia?.kpis ?? {}))).toEqual(new Set([null]));
  });

  test("answers only those of the status asked", async () => {
    expect(await read("/api/fed/projects?status=degraded", strictProjects)).toEqual([]);
    expect(await read("/api/fed/projects?status=offline", strictProjects)).toHaveLength(2);
  });

  test("answers one by its slug, the same as in the list", async () => {
    const list = await read("/api/fed/projects", strictProjects);
    const one = await read("/api/fed/projects/veria", fedProject.strict());
    expect(list).toContainEqual(one);
  });
});

describe("GET /api/fed/graph", () => {
  test("answers nodes and edges between them by slug", async () => {
    const { nodes, edges } = await read("/api/fed/graph", ecosystemGraph.strict());
    expect(nodes.map(({ id, label }) => [id, label]).sort()).toEqual([
      ["performia", "Performia"],
      ["veria", "Veria"],
    ]);
    expect(edges).toEqual([{ id: expect.any(String), from: "veria", to: "performia", kind: "api", strength: 0.75 }]);
  });

  test("answers what stood at an earlier time", async () => {
    const { edges } = await read("/api/fed/graph?at=2020-01-01T00:00:00Z", ecosystemGraph.strict());
    expect(edges).toEqual([]);
  });
});

describe("GET /api/fed/metrics/:project", () => {
  test("answers the series asked, oldest point first", async () => {
    const path = "/api/fed/metrics/veria?key=audit.ok,audit.fail&key=audit.warn&points=10";
    const { project, series } = await read(path, fedMetrics.strict());
    expect(project).toBe("veria");
    expect(series.map(({ key, points }) => [key, points.at(-1)?.value])).toEqual(
      expect.arrayContaining([
        ["audit.ok", 7],
        ["audit.warn", 2],
        ["audit.fail", 1],
      ]),
    );
    for (const { points } of series) expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).sort());
  });

  test("answers nothing for a time when nothing was seen", async () => {
    const path = "/api/fed/metrics/veria?key=audit.ok&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z";
    const { series } = await read(path, fedMetrics);
    expect(series.flatMap(({ points }) => points)).toEqual([]);
  });
});

describe("GET /api/fed/alerts", () => {
  test("answers a bare array of the blueprint's shape; of the federation itself the project is null", async () => {
    const alerts = await read("/api/fed/alerts", z.array(fedAlert.strict()));
    expect(alerts).toEqual([
      {
        id: alertId,
        project: null,
        severity: "critical",
        title: "Blind",
        description: "Nothing is heard.",
        createdAt: expect.any(String),
        status: "open",
      },
    ]);
    expect(await read("/api/fed/alerts?status=resolved", z.array(fedAlert))).toEqual([]);
  });
});

describe("a request that cannot be answered", () => {
  test.each([
    "/api/fed/projects/nobody",
    "/api/fed/projects/Not%20A%20Slug",
    "/api/fed/metrics/nobody",
    "/api/fed/metrics/..%2f..",
    "/api/fed/nothing",
  ])("is 404 where nothing is known: %s", async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(errorBody.parse(await answer.json()).error.code).toBe("not_found");
  });

  test.each([
    ["/api/fed/projects?status=asleep", "status"],
    ["/api/fed/projects/veria?x=1", "x"],
    ["/api/fed/graph?at=now", "at"],
    ["/api/fed/metrics/veria?key=no%20key", "key"],
    ["/api/fed/metrics/veria?points=0", "points"],
    ["/api/fed/metrics/veria?from=tomorrow", "from"],
    ["/api/fed/alerts?status=loud", "status"],
  ])("is 422 and names the field: %s", async (path, field) => {
    const answer = await get(path);
    expect(answer.status).toBe(422);
    const { error } = errorBody.parse(await answer.json());
    expect(error).toMatchObject({ code: "invalid_input", field });
    expect(error.message).toStartWith(`${field}: `);
  });

  test("is 405 for every method that would change something, and says which may be used", async () => {
    for (const path of Object.keys(fedRoutes)) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        const answer = await hub.ask(path.replace(":name", "veria"), { as: "admin", method });
        expect([method, path, answer.status]).toEqual([method, path, 405]);
        expect(answer.headers.get("allow")).toBe("GET, HEAD");
        expect(errorBody.parse(await answer.json()).error.code).toBe("method_not_allowed");
      }
    }
  });

  test("is an internal error with an id to search the log by, and nothing else, when we fail", async () => {
    await hub.ctx.db.pool.query(`alter table "EcosystemAlert" rename to "Elsewhere"`);
    try {
      // Asked by nobody before, so no answer of the last second is given.
      const answer = await get("/api/fed/alerts?status=acknowledged");
      const { error } = errorBody.parse(await answer.json());
      expect(answer.status).toBe(500);
      expect(error.code).toBe("internal");
      expect(error.message).not.toContain("EcosystemAlert");
      const id = /request ([\w-]{36})\./.exec(error.message)?.[1] ?? "no id";
      const line = await eventually(() => hub.logged.find((entry) => entry.includes(id)));
      expect(line).toContain("EcosystemAlert");
    } finally {
      await hub.ctx.db.pool.query(`alter table "Elsewhere" rename to "EcosystemAlert"`);
    }
  });
});

describe("an answer that is known already", () => {
  test.each(["/api/fed/projects", "/api/fed/graph", "/api/fed/alerts", "/api/fed/metrics/veria?key=audit.ok"])(
    "is 304 with no body: %s",
    async (path) => {
      const first = await get(path);
      const etag = first.headers.get("etag") ?? "";
      const second = await get(path, { "if-none-match": etag });
      expect([second.status, await second.text()]).toEqual([304, ""]);
      expect((await get(path, { "if-none-match": '"older"' })).status).toBe(200);
    },
  );

  test("is told to HEAD without its body", async () => {
    const answer = await hub.ask("/api/fed/projects", { as: "viewer", method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(answer.headers.get("etag")).toBe((await get("/api/fed/projects")).headers.get("etag"));
  });
});

describe("health", () => {
  test("and readiness answer anybody", async () => {
    expect(await (await hub.ask("/health")).json()).toEqual({ status: "ok", version: "0.0.0-test" });
    expect(await (await hub.ask("/ready")).json()).toEqual({ status: "ready", reasons: [] });
  });
});
