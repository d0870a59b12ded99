import { describe, expect, test } from "bun:test";
import { capabilityManifest } from "./capabilities.ts";
import { actionEnvelope, signedReceipt } from "./envelope.ts";
import {
  auditSummary,
  deploySummary,
  graphSummary,
  health,
  integrationEdge,
  presence,
  securitySummary,
} from "./events.ts";
import { httpUrl, meshNamespace, moment, slug } from "./names.ts";
import { eventSubject, parseEventSubject, requestSubject } from "./subjects.ts";

const at = "2026-11-20T12:00:00.000Z";

describe("what a message may be, and what it may not", () => {
  const cases = {
    slug: { schema: slug, good: ["veria", "a", "a-1"], bad: ["", "Veria", "-a", "a.b", "a*", "a".repeat(64), 1] },
    meshNamespace: {
      schema: meshNamespace,
      good: ["veria.mesh"],
      bad: ["veria", "a.b.c", "*.mesh", "veria.>", "A.mesh"],
    },
    httpUrl: {
      schema: httpUrl,
      good: ["http://127.0.0.1:5401"],
      bad: ["javascript:alert(1)", "data:,x", "ftp://a", "a"],
    },
    moment: { schema: moment, good: [at, "2026-11-20T12:00:00+01:00", 0], bad: ["yesterday", -1, 9e15, null, 1.5] },
    presence: {
      schema: presence,
      good: [
        { projectSlug: "veria", meshNs: "veria.mesh", hubUrl: "http://a", version: "1", tools: [], capabilities: [] },
      ],
      bad: [
        {},
        { projectSlug: "veria", meshNs: "veria", hubUrl: "http://a", version: "1", tools: [], capabilities: [] },
      ],
    },
    health: {
      schema: health,
      good: [{ status: "ok", latencyMs: null, degradedReasons: [], sampleAt: at }],
      bad: [
        { status: "fine", latencyMs: 1, degradedReasons: [], sampleAt: at },
        { status: "ok", latencyMs: -1, degradedReasons: [], sampleAt: at },
        {
          ...{ status: "ok", latencyMs: 1, degradedReasons: [], sampleAt: at },
          refusedRequests: { lastHour: 2 ** 40, lastDay: 0, reason: null },
        },
      ],
    },
    graphSummary: {
      schema: graphSummary,
      good: [{ projectSlug: "veria", counts: { files: 1, symbols: 0, tasks: 0, audits: 0 }, ts: at }],
      bad: [{ projectSlug: "veria", counts: { files: -1, symbols: 0, tasks: 0, audits: 0 }, ts: at }],
    },
    auditSummary: {
      schema: auditSummary,
      good: [{ projectSlug: "veria", ok: 1, warn: 0, fail: 0, lastRun: null }],
      bad: [{ projectSlug: "veria", ok: 1.5, warn: 0, fail: 0, lastRun: null }],
    },
    securitySummary: {
      schema: securitySummary,
      good: [{ projectSlug: "veria", vulnsCritical: null, vulnsHigh: 2, lastScan: at }],
      bad: [{ projectSlug: "veria", vulnsCritical: "0", vulnsHigh: 2, lastScan: at }],
    },
    deploySummary: {
      schema: deploySummary,
      good: [{ projectSlug: "veria", envs: ["prod"], versions: ["1.2"], lastDeployedAt: at }],
      bad: [{ projectSlug: "veria", envs: "prod", versions: ["1.2"], lastDeployedAt: at }],
    },
    integrationEdge: {
      schema: integrationEdge,
      good: [{ fromProject: "a", toProject: "b", kind: "api", strength: 0.5, proof: {} }],
      bad: [
        { fromProject: "a", toProject: "b", kind: "ftp", strength: 0.5, proof: {} },
        { fromProject: "a", toProject: "b", kind: "api", strength: 1.01, proof: {} },
      ],
    },
    actionEnvelope: {
      schema: actionEnvelope,
      good: [
        { v: 1, id: "act_01J9ZQ8M", iss: "meta", aud: "veria", sub: "s", type: "audit.security", exp: 1, args: {} },
      ],
      bad: [
        { v: 2, id: "act_01J9ZQ8M", iss: "meta", aud: "veria", sub: "s", type: "audit.security", exp: 1, args: {} },
        { v: 1, id: "act_01J9ZQ8M", iss: "meta", aud: "veria", sub: "s", type: "rm", exp: 1, args: {} },
        {
          v: 1,
          id: "act_01J9ZQ8M",
          iss: "meta",
          aud: "veria",
          sub: "s",
          type: "audit.security",
          exp: 1,
          args: {},
          more: 1,
        },
      ],
    },
    signedReceipt: {
      schema: signedReceipt,
      good: [{ v: 1, actionId: "act_01J9ZQ8M", projectSlug: "veria", state: "accepted", at }],
      bad: [{ v: 1, actionId: "act_01J9ZQ8M", projectSlug: "veria", state: "maybe", at }],
    },
    capabilityManifest: {
      schema: capabilityManifest,
      good: [{ project: "veria", tools: ["vislzr"], endpoints: { graph: "/api/graph" }, events: [], version: "0.9.0" }],
      bad: [
        { project: "veria", tools: [], endpoints: { graph: "http://evil.example" }, events: [], version: "1" },
        { project: "veria", tools: ["\u0000"], endpoints: {}, events: [], version: "1" },
        { project: "veria", tools: [], endpoints: {}, events: [], version: "1", allowFanout: ["everything"] },
      ],
    },
  } as const;

  test.each(Object.entries(cases))("%s", (_name, { schema, good, bad }) => {
    for (const value of good) expect(schema.safeParse(value)).toMatchObject({ success: true });
    for (const value of bad)
      expect({ value, passed: schema.safeParse(value).success }).toEqual({ value, passed: false });
  });
});

test("a subject that was built is read back as what it was, and what is none is told so", () => {
  expect(parseEventSubject(eventSubject.presence("veria.mesh", "h-1"))).toEqual({
    ...{ meshNs: "veria.mesh", kind: "hub.presence", rest: "h-1" },
  });
  expect(parseEventSubject(eventSubject.summary("veria.mesh", "graph.summary.nodes"))).toMatchObject({
    ...{ meshNs: "veria.mesh", kind: "graph.summary.nodes" },
  });
  expect(requestSubject.audit("veria.mesh", "security")).toBe("fed.veria.mesh.audit.requested.security");
  for (const subject of [
    "",
    "fed.veria.mesh",
    "fed.veria.mesh.graph.summary.requested",
    "x.veria.mesh.hub.presence.h",
  ]) {
    expect(parseEventSubject(subject)).toBeNull();
  }
});
