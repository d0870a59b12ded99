import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { projectsConfig } from "../../../../contracts/config.ts";
import { startTestNats } from "../../../../scripts/testing/nats.ts";
import { connectMesh } from "../../../mesh/connect.ts";
import type { RawMessage } from "../../../mesh/rawMessage.ts";
import { systemClock } from "../../../platform/clock.ts";
import { silentLog } from "../../../platform/log.ts";
import { applyDeclarations } from "../../catalog/applyDeclarations.ts";
import { listProjects } from "../../catalog/listProjects.ts";
import { getProject } from "../../graph/getProject.ts";
import { declarationOf, openTestFederation, type TestFederation } from "../../testing/openTestFederation.ts";
import { untilPasses } from "../../testing/untilPasses.ts";
import { consumeHeartbeats } from "./consumeHeartbeats.ts";
import { parseHeartbeat } from "./parseHeartbeat.ts";
import { createRecordHeartbeats } from "./recordHeartbeats.ts";

const start = new Date("2026-11-20T12:00:00.000Z");
const rawOf = (subject: string, payload: unknown): RawMessage => ({
  subject,
  data: new TextEncoder().encode(typeof payload === "string" ? payload : JSON.stringify(payload)),
  headers: [],
  receivedAt: start,
  streamSeq: null,
});
const parse = (subject: string, payload: unknown) => parseHeartbeat(rawOf(subject, payload));
const reasonOf = (subject: string, payload: unknown) => {
  const result = parse(subject, payload);
  return result.ok ? "accepted" : result.rejected.reason;
};

describe("a legacy heartbeat", () => {
  test("is read in both dialects, whatever the case of the slug, and whatever else it says", () => {
    const flat = { project_slug: "Veria", mesh_namespace: "hub.veria", hub_url: "http://127.0.0.1:1", mood: "good" };
    expect(parse("hub.presence.veria", flat)).toMatchObject({
      ok: true,
      heartbeat: { slug: "veria", hubId: "legacy", hubUrl: "http://127.0.0.1:1", skewSeconds: null },
    });
    const timed = { project_slug: "veria", timestamp: "2026-11-20T12:05:00Z" };
    const wrapped = { payload: timed, correlation_id: "c-1", hub_id: "h1" };
    expect(parse("hub.presence.VERIA", wrapped)).toMatchObject({
      ok: true,
      heartbeat: { slug: "veria", hubId: "legacy-h1", hubUrl: null, skewSeconds: 300 },
    });
    expect(reasonOf("hub.presence.veria", { project_slug: "veria", timestamp: "yesterday" })).toBe("accepted");
  });

  test.each([
    ["another project than its subject", { project_slug: "performia" }, "identity mismatch"],
    ["a namespace that is not the slug's", { project_slug: "veria", mesh_namespace: "hub.other" }, "identity mismatch"],
    ["no project", { status: "ok" }, "legacy project_slug"],
    ["an address that is no web address", { project_slug: "veria", hub_url: "javascript:alert(1)" }, "legacy hub_url"],
    ["an envelope without a correlation", { payload: { project_slug: "veria" } }, "legacy correlation_id"],
    ["no JSON", "{", "not JSON"],
    ["a prototype", '{"project_slug":"veria","__proto__":{}}', "forbidden key __proto__"],
  ])("with %s is refused", (_name, payload, reason) => {
    expect(reasonOf("hub.presence.veria", payload)).toContain(reason);
  });
});

describe("projects", () => {
  let federation: TestFederation;
  beforeEach(async () => {
    federation = await openTestFederation({ now: start.toISOString() });
    const projects = [{ ...declarationOf("veria"), legacyHeartbeat: true }, declarationOf("performia")];
    await applyDeclarations(federation.ctx, { config: projectsConfig.parse({ projects }) });
  });
  afterEach(() => federation.close());

  const state = () => federation.ctx.db.prisma.federationState.findUniqueOrThrow({ where: { id: 1 } });

  test("that allow legacy heartbeats are online by them, unknown ones are counted and shown, others are quarantined", async () => {
    const nats = await startTestNats();
    const mesh = await connectMesh({ url: nats.url, name: "test", log: silentLog });
    const consumer = await consumeHeartbeats({
      ...{ mesh, clock: systemClock, log: silentLog },
      handle: async (batch) => void (await createRecordHeartbeats(federation.ctx)(batch)),
    });
    try {
      const publish = (slug: string, payload: object) =>
        mesh.nc.publish(`hub.presence.${slug}`, JSON.stringify(payload));
      publish("oldtimer", { project_slug: "oldtimer" });
      publish("oldtimer", { payload: { project_slug: "OldTimer" }, correlation_id: "c" });
      publish("config", { project_slug: "config" });
      publish("broken", { project_slug: "other" });
      publish("performia", { project_slug: "performia" });
      publish("veria", { project_slug: "veria", hub_url: "http://evil.example" });
      await untilPasses(async () => {
        const rows = await listProjects(federation.ctx, {});
        expect(rows.map(({ slug, origin, status, meshNs }) => [slug, origin, status, meshNs])).toEqual([
          ["oldtimer", "discovered", "online", "hub.oldtimer"],
          ["performia", "declared", "offline", "performia.mesh"],
          ["veria", "declared", "online", "veria.mesh"],
        ]);
      });
      expect((await state()).legacyUnknown).toBe(2n);
      const rejected = await federation.ctx.db.prisma.quarantinedEvent.findMany();
      expect(rejected.map(({ subject, reason }) => `${subject}: ${reason}`).sort()).toEqual([
        "hub.presence.broken: identity mismatch",
        "hub.presence.config: legacy heartbeat not allowed",
        "hub.presence.performia: legacy heartbeat not allowed",
      ]);
      const { project, hubs } = await getProject(federation.ctx, { slug: "veria" });
      expect(project.hubUrl).toBe("http://127.0.0.1:5401");
      expect(hubs.map(({ hubId }) => hubId)).toEqual(["legacy"]);
    } finally {
      await consumer.stop();
      await mesh.close();
      await nats.stop();
    }
  });
});
