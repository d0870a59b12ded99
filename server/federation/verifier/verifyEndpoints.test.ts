import { afterEach, beforeEach, describe, expect, spyOn, test } from "bun:test";
import { Client } from "pg";
import { projectsConfig } from "../../../contracts/config.ts";
import { projectSurface } from "../../../contracts/surface.ts";
import { createActionKeys } from "../actions/actionKeys.ts";
import { applyDeclarations } from "../catalog/applyDeclarations.ts";
import { getProject } from "../graph/getProject.ts";
import { createRecordPulses } from "../liveness/pulses/recordPulses.ts";
import { KeyBudget } from "../metrics/keyBudget.ts";
import { latestMetrics } from "../metrics/latest.ts";
import { Partitions } from "../metrics/partitions.ts";
import { presenceOf } from "../testing/events.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { createLimit } from "./limit.ts";
import { defaultSetup } from "./safeFetch.ts";
import { manifestOf, type ServedHub, serveHub } from "./testing/serveHub.ts";
import { type VerifierTools, verifyEndpoints } from "./verifyEndpoints.ts";

const start = "2026-11-20T12:00:00.000Z";
const afterMinutes = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000);

let federation: TestFederation;
let tools: VerifierTools;
let hub: ServedHub;

beforeEach(async () => {
  federation = await openTestFederation({ now: start });
  tools = {
    ...{ limit: createLimit(4), setup: defaultSetup, signal: new AbortController().signal },
    ...{ partitions: new Partitions(federation.ctx.db.pool), keys: new KeyBudget("latencies", federation.ctx.clock) },
  };
  hub = serveHub("veria", federation.ctx.clock);
  await declare({ ...declarationOf("veria"), hubUrl: hub.hubUrl });
});
afterEach(async () => {
  await hub.stop();
  await federation.close();
});

const declare = (...projects: object[]) =>
  applyDeclarations(federation.ctx, { config: projectsConfig.parse({ projects }), force: true });
const verify = (notSince: Date | null = null) => verifyEndpoints(federation.ctx, tools, { notSince });
const card = async (slug = "veria") => projectSurface.parse(await getProject(federation.ctx, { slug }));
const endpoints = async () =>
  Object.fromEntries((await card()).endpoints.map(({ type, lastError, failures }) => [type, lastError ?? failures]));

describe("a round", () => {
  test("reads the manifest and every endpoint in it with a grant, and the card shows how they are", async () => {
    const { projects } = await verify();
    expect(projects).toEqual([await federation.idOf("veria")]);
    expect(hub.asked.sort()).toEqual(["/api/capabilities", "/api/graph", "/api/task"]);
    const shown = await card();
    const times = {
      reachable: true,
      latencyMs: expect.any(Number),
      lastVerifiedAt: start,
      lastError: null,
      failures: 0,
    };
    expect(shown.endpoints).toEqual([
      { type: "capabilities", url: `${hub.hubUrl}/api/capabilities`, ...times },
      { type: "graph", url: `${hub.hubUrl}/api/graph`, ...times },
      { type: "task", url: `${hub.hubUrl}/api/task`, ...times },
    ]);
    expect(shown.manifest).toMatchObject({ version: "1.2.3", tools: ["vislzr"], allowFanout: null, readAt: start });
    expect(shown.drift).toEqual([]);
  });

  test("keeps the latency of each endpoint as a history", async () => {
    await verify();
    const latest = await latestMetrics(federation.ctx, { project: "veria" });
    const keys = latest.filter(({ value }) => typeof value === "number" && value > 0).map(({ key }) => key);
    expect(keys).toEqual(["endpoint.latencyMs.capabilities", "endpoint.latencyMs.graph", "endpoint.latencyMs.task"]);
  });

  test("names a project as changed only when somebody would see a difference", async () => {
    await verify();
    expect((await verify()).projects).toEqual([]);
    hub.statuses["/api/graph"] = 503;
    expect((await verify()).projects).toHaveLength(1);
    expect((await verify()).projects).toEqual([]);
    hub.manifest = { ...manifestOf("veria"), tools: ["vislzr", "vault"] };
    expect((await verify()).projects).toHaveLength(1);
  });

  test("counts failures in a row by their kind, and begins anew after a success", async () => {
    hub.statuses = { "/api/graph": 500, "/api/task": 404 };
    await verify();
    await verify();
    expect(await endpoints()).toEqual({ capabilities: 0, graph: "failing", task: "missing" });
    expect((await card()).endpoints.map(({ failures, reachable }) => [failures, reachable])).toEqual([
      [0, true],
      [2, false],
      [2, false],
    ]);
    hub.statuses = {};
    await verify();
    expect(await endpoints()).toEqual({ capabilities: 0, graph: 0, task: 0 });
  });

  test("says of a hub that refuses the grant that it does", async () => {
    const keys = createActionKeys(new Uint8Array(32), ["k1"]);
    await verifyEndpoints({ ...federation.ctx, keys }, tools, { notSince: null });
    expect(await endpoints()).toEqual({ capabilities: "denied" });
  });

  test("forgets an endpoint that the manifest no longer names", async () => {
    await verify();
    hub.manifest = { ...manifestOf("veria"), endpoints: { graph: "/api/graph" } };
    expect((await verify()).projects).toHaveLength(1);
    expect(await endpoints()).toEqual({ capabilities: 0, graph: 0 });
    expect((await card()).drift.map(({ code }) => code)).toEqual(["endpoint_missing"]);
  });

  test("keeps what it knew of a hub that is gone: every endpoint is unreachable, and none is tried in vain", async () => {
    await verify();
    await hub.stop();
    await verify();
    expect(await endpoints()).toEqual({ capabilities: "unreachable", graph: "unreachable", task: "unreachable" });
    expect((await card()).manifest?.version).toBe("1.2.3");
  });

  test("takes only a manifest for one, and tries the endpoints it knows of without it", async () => {
    await verify();
    const odd = { ...manifestOf("veria"), version: "\u0000" };
    const many = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`e${index}`, "/e"]));
    for (const manifest of [null, [], { project: "veria" }, odd, { ...manifestOf("veria"), endpoints: many }]) {
      hub.manifest = manifest;
      await verify();
      expect(await endpoints()).toEqual({ capabilities: "not_a_manifest", graph: 0, task: 0 });
    }
  });
});

describe("what a payload says", () => {
  test("never decides where the Meta Hub goes: a path stays at the declared origin", async () => {
    hub.manifest = {
      ...manifestOf("veria"),
      endpoints: { graph: "//169.254.169.254/latest", task: "/../../etc/passwd" },
    };
    await verify();
    expect((await card()).endpoints.map(({ url }) => new URL(url).origin)).toEqual(Array(3).fill(hub.hubUrl));
    expect(hub.asked).toHaveLength(3);
    expect(hub.asked).toContain("/etc/passwd");
  });

  test("an address outside the manifest's form is no manifest", async () => {
    for (const path of ["http://169.254.169.254/", "javascript:alert(1)", "api/graph", "/a?b", "/a@b", "\\\\host"]) {
      hub.manifest = { ...manifestOf("veria"), endpoints: { graph: path } };
      await verify();
      expect([path, await endpoints()]).toEqual([path, { capabilities: "not_a_manifest" }]);
    }
  });

  test("an announced address is never asked, of a declared project or of a discovered one", async () => {
    const other = serveHub("veria", federation.ctx.clock);
    try {
      const pulses = createRecordPulses(federation.ctx);
      const elsewhere = presenceOf("veria", start, "veria-2", other.hubUrl);
      await pulses({ events: [elsewhere, presenceOf("stranger", start, "stranger-1", other.hubUrl)], rejected: [] });
      await verify();
      expect(other.asked).toEqual([]);
      expect((await card("stranger")).endpoints).toEqual([]);
      expect(await endpoints()).toEqual({ capabilities: 0, graph: 0, task: 0 });
    } finally {
      await other.stop();
    }
  });

  test("a manifest that calls the project otherwise is drift", async () => {
    hub.manifest = manifestOf("performia");
    await verify();
    expect((await card()).drift.map(({ code }) => code)).toEqual(["project_mismatch"]);
  });

  test("presence that differs from the manifest is drift, at once", async () => {
    hub.manifest = { ...manifestOf("veria"), version: "1.2.2", allowFanout: ["graph.refresh"] };
    await verify();
    expect((await card()).drift.map(({ code }) => code)).toEqual(["permission_only_there"]);
    await createRecordPulses(federation.ctx)({
      events: [presenceOf("veria", start, "veria-1", hub.hubUrl)],
      rejected: [],
    });
    expect((await card()).drift.map(({ code }) => code)).toEqual([
      "version_differs",
      "announced_permissions_differ",
      "permission_only_there",
    ]);
  });
});

describe("a project's turn", () => {
  test("comes when its time is over, and not before", async () => {
    await verify(afterMinutes(-5));
    expect(hub.asked).toHaveLength(3);
    federation.setNow(afterMinutes(4));
    await verify(afterMinutes(-1));
    expect(hub.asked).toHaveLength(3);
    federation.setNow(afterMinutes(5));
    await verify(afterMinutes(0));
    expect(hub.asked).toHaveLength(6);
  });

  test("comes at once when its declared address changes", async () => {
    await verify();
    const moved = serveHub("veria", federation.ctx.clock);
    try {
      await declare({ ...declarationOf("veria"), hubUrl: moved.hubUrl });
      await verify(afterMinutes(-5));
      expect(moved.asked).toHaveLength(3);
    } finally {
      await moved.stop();
    }
  });

  test("comes when a hub that could not be reached is heard of again, and only once for that", async () => {
    hub.statuses["/api/capabilities"] = 503;
    await verify();
    expect(hub.asked).toHaveLength(1);
    await verify(afterMinutes(-5));
    expect(hub.asked).toHaveLength(1);
    federation.setNow(afterMinutes(1));
    await createRecordPulses(federation.ctx)({
      events: [presenceOf("veria", afterMinutes(1).toISOString(), "veria-1", hub.hubUrl)],
      rejected: [],
    });
    federation.setNow(afterMinutes(2));
    await verify(afterMinutes(-3));
    expect(hub.asked).toHaveLength(2);
    await verify(afterMinutes(-3));
    expect(hub.asked).toHaveLength(2);
  });
});

test("asks and stores with the same number of statements for one project and for thirty", async () => {
  // One statement at most, whatever the number of projects, and only when a latency replaced the hour's least or most.
  const isAboutExtremes = ([query]: readonly unknown[]) =>
    typeof query === "object" && query !== null && "name" in query && query.name === "refresh-extremes";
  const counted = async () => {
    const query = spyOn(Client.prototype, "query");
    await verify();
    const extremes = query.mock.calls.filter(isAboutExtremes).length;
    expect(extremes).toBeLessThanOrEqual(1);
    const statements = query.mock.calls.length - extremes;
    query.mockRestore();
    return statements;
  };
  await verify();
  const one = await counted();
  const others = Array.from({ length: 29 }, (_, index) => declarationOf(`p${index}`));
  const projects = [declarationOf("veria"), ...others].map((project) => ({ ...project, hubUrl: hub.hubUrl }));
  await declare(...projects);
  expect(await counted()).toBe(one);
  expect((await card("p28")).endpoints[0]?.lastError).toBe("denied");
  expect(await endpoints()).toEqual({ capabilities: 0, graph: 0, task: 0 });
});
