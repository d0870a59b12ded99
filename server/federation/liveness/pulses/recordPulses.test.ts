import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { MeshEvent } from "../../../mesh/parseEvent.ts";
import { listProjects } from "../../catalog/listProjects.ts";
import { getProject } from "../../graph/getProject.ts";
import { Partitions } from "../../metrics/partitions.ts";
import { healthOf, presenceOf } from "../../testing/events.ts";
import { openTestFederation, type TestFederation } from "../../testing/openTestFederation.ts";
import { holdStatuses, sweepLiveness } from "../sweepLiveness.ts";
import { createRecordPulses, type RecordPulses } from "./recordPulses.ts";

const start = "2026-11-20T12:00:00.000Z";
const after = (seconds: number) => new Date(Date.parse(start) + seconds * 1000).toISOString();

let federation: TestFederation;
let record: RecordPulses;
let partitions: Partitions;

beforeEach(async () => {
  federation = await openTestFederation({ now: start });
  await federation.declare("veria", "performia");
  record = createRecordPulses(federation.ctx);
  partitions = new Partitions(federation.ctx.db.pool);
});
afterEach(() => federation.close());

const pulse = (...events: MeshEvent[]) => record({ events, rejected: [] });
const sweepAt = (seconds: number) => {
  federation.setNow(after(seconds));
  return sweepLiveness(federation.ctx, partitions);
};
const card = async (slug: string) => (await getProject(federation.ctx, { slug })).project;

describe("presence", () => {
  test("makes a project online, with the hub that spoke and when it was received", async () => {
    await pulse(presenceOf("veria", start), healthOf("veria", start, "ok"));
    const { project, hubs } = await getProject(federation.ctx, { slug: "veria" });
    expect(project).toMatchObject({ status: "online", lastSeenAt: start, version: "1.2.3", held: false });
    expect(project.kpis.healthLatencyMs).toBe(12);
    expect(hubs).toMatchObject([{ hubId: "veria-1", tools: ["vislzr"], healthStatus: "ok", latencyMs: 12 }]);
  });

  test("never moves the address of a declared project", async () => {
    await pulse(presenceOf("veria", start, "veria-1", "http://evil.example:80"));
    expect((await card("veria")).hubUrl).toBe("http://127.0.0.1:5401");
  });

  test("of somebody undeclared is shown as discovered, may not be asked for anything, and may move", async () => {
    await pulse(presenceOf("newcomer", start, "n-1", "http://127.0.0.1:6001"));
    await pulse(presenceOf("newcomer", after(1), "n-1", "http://127.0.0.1:6002"));
    expect(await card("newcomer")).toMatchObject({
      origin: "discovered",
      status: "online",
      hubUrl: "http://127.0.0.1:6002",
      allowFanout: [],
    });
  });

  test("that no check foresaw and the database refuses is quarantined alone, and its neighbours are heard", async () => {
    const health = healthOf("veria", start, "ok");
    const hostile = {
      ...health,
      payload: { ...health.payload, refusedRequests: { lastHour: 2 ** 40, lastDay: 0, reason: null } },
    };
    await pulse(presenceOf("performia", start), hostile as MeshEvent, presenceOf("veria", start));
    expect([(await card("performia")).status, (await card("veria")).status]).toEqual(["online", "online"]);
    const rejected = await federation.ctx.db.prisma.quarantinedEvent.findMany();
    expect(rejected.map(({ reason }) => reason)).toEqual([expect.stringContaining("refused by the database")]);
  });

  test("that takes another project's name is quarantined", async () => {
    const forged = {
      ...presenceOf("veria", start),
      meshNs: "stranger.mesh",
      subject: "fed.stranger.mesh.hub.presence.x",
    };
    const reserved = presenceOf("config", start);
    const changes = await pulse(forged, reserved, presenceOf("performia", start));
    expect(changes.projects).toEqual([await federation.idOf("performia")]);
    expect((await federation.ctx.db.prisma.quarantinedEvent.findMany()).map(({ reason }) => reason)).toEqual([
      "identity mismatch",
      "unknown project",
    ]);
    expect((await listProjects(federation.ctx, {})).map(({ slug }) => slug)).toEqual(["performia", "veria"]);
  });

  test("that says nothing of tools keeps what was known, and health alone is a sign of life", async () => {
    await pulse(presenceOf("veria", start));
    await pulse(healthOf("veria", after(50), "ok"));
    const { hubs, project } = await getProject(federation.ctx, { slug: "veria" });
    expect(hubs).toMatchObject([{ tools: ["vislzr"], version: "1.2.3", lastSeenAt: after(50) }]);
    expect(project.lastSeenAt).toBe(after(50));
  });
});

describe("the sweep", () => {
  test("leaves a project online that is silent for exactly 90 s degraded, and takes it offline a millisecond later", async () => {
    await pulse(presenceOf("veria", start));
    await sweepAt(60);
    expect((await card("veria")).status).toBe("online");
    await sweepAt(90);
    expect(await card("veria")).toMatchObject({ status: "degraded", statusSince: after(90) });
    const changes = await sweepAt(90.001);
    expect(changes.projects).toEqual([await federation.idOf("veria")]);
    expect(await card("veria")).toMatchObject({
      status: "offline",
      statusReason: "silent for more than 90 s",
      statusSince: after(90.001),
    });
    expect((await sweepAt(91)).projects).toEqual([]);
  });

  test("follows a project's own thresholds", async () => {
    await federation.ctx.db.prisma.projectCatalog.update({
      where: { slug: "veria" },
      data: { livenessJson: { offlineAfterSeconds: 200 } },
    });
    await pulse(presenceOf("veria", start));
    await sweepAt(150);
    expect((await card("veria")).status).toBe("degraded");
  });

  test("leaves a sample of every change of status, and the risk that follows from it", async () => {
    await pulse(presenceOf("veria", start));
    await sweepAt(121);
    federation.setNow(after(200));
    await pulse(presenceOf("veria", after(200)));
    const samples = await federation.ctx.db.prisma.projectMetric.findMany({
      where: { key: { in: ["status", "risk.liveness"] } },
      orderBy: [{ key: "asc" }, { windowStart: "asc" }],
    });
    expect(samples.map(({ key, valueNumber, valueText }) => [key, valueNumber ?? valueText])).toEqual([
      ["risk.liveness", 0],
      ["risk.liveness", 100],
      ["risk.liveness", 0],
      ["status", "online"],
      ["status", "offline"],
      ["status", "online"],
    ]);
  });

  test("brings a project back with its next pulse", async () => {
    await pulse(presenceOf("veria", start));
    await sweepAt(91);
    federation.setNow(after(100));
    await pulse(presenceOf("veria", after(100)));
    expect(await card("veria")).toMatchObject({ status: "online", statusSince: after(100) });
  });

  test("of a Meta Hub that heard nothing is a held status, until the project is heard again", async () => {
    await pulse(presenceOf("veria", start));
    await holdStatuses(federation.ctx);
    expect(await card("veria")).toMatchObject({ status: "online", held: true });
    await pulse(presenceOf("veria", after(30)));
    expect((await card("veria")).held).toBe(false);
  });
});
