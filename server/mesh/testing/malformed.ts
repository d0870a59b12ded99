import fc from "fast-check";
import { eventSubject } from "../../../contracts/subjects.ts";

const ns = "veria.mesh";
const at = "2026-01-01T00:00:00Z";

/** One good payload for every event subject: durable ones, then pulses. */
export const goodPayloads: Record<string, object> = {
  [eventSubject.summary(ns, "graph.summary.nodes")]: {
    projectSlug: "veria",
    counts: { files: 1, symbols: 2, tasks: 3, audits: 4 },
    ts: at,
  },
  [eventSubject.summary(ns, "audit.summary.status")]: { projectSlug: "veria", ok: 1, warn: 0, fail: 0, lastRun: at },
  [eventSubject.summary(ns, "security.summary.status")]: {
    projectSlug: "veria",
    vulnsCritical: 0,
    vulnsHigh: null,
    lastScan: at,
  },
  [eventSubject.summary(ns, "deploy.summary.status")]: {
    projectSlug: "veria",
    envs: ["prod"],
    versions: ["1.0.0"],
    lastDeployedAt: at,
  },
  [eventSubject.integrationEdge(ns)]: {
    fromProject: "veria",
    toProject: "performia",
    kind: "api",
    strength: 0.5,
    proof: { source: "test" },
  },
  [eventSubject.auditResult(ns, "security")]: {
    projectSlug: "veria",
    auditId: "1",
    status: "ok",
    counts: { findings: 1 },
    startedAt: at,
    finishedAt: at,
  },
  [eventSubject.actionReceipt(ns)]: {
    v: 1,
    actionId: "act_12345678",
    projectSlug: "veria",
    state: "started",
    at,
  },
  [eventSubject.presence(ns, "hub-1")]: {
    projectSlug: "veria",
    meshNs: ns,
    hubUrl: "http://127.0.0.1:5401",
    version: "1",
    tools: ["a"],
    capabilities: [],
  },
  [eventSubject.health(ns, "hub-1")]: { status: "ok", latencyMs: 1, degradedReasons: [], sampleAt: at },
};

/** Puts another value, written as JSON, into the first field of a payload. */
function withFirst(payload: object, json: string): string {
  const [[field] = [""]] = Object.entries(payload);
  return JSON.stringify({ ...payload, [field]: "\u0001" }).replace('"\\u0001"', json);
}

const withExtra = (payload: object, json: string) => `{"extra":${json},${JSON.stringify(payload).slice(1)}`;

const spoilers: ((payload: object) => string)[] = [
  (payload) => JSON.stringify(payload).slice(0, -1),
  (payload) => `[${JSON.stringify(payload)}]`,
  (payload) => withExtra(payload, `${"[".repeat(40)}${"]".repeat(40)}`),
  (payload) => withExtra(payload, "[".repeat(20_000)),
  (payload) => withExtra(payload, '{"__proto__":{"admin":true}}'),
  (payload) => withExtra(payload, '{"\\u005f_proto__":1}'),
  (payload) => withExtra(payload, '{"constructor":{"prototype":{}}}'),
  (payload) => withExtra(payload, '"NUL \\u0000"'),
  (payload) => withExtra(payload, '"half \\ud83d"'),
  (payload) => withExtra(payload, `"${"x".repeat(65_536)}"`),
  (payload) => withFirst(payload, "1e999"),
  (payload) => withFirst(payload, "-123456789012345678901234567890"),
  (payload) => withFirst(payload, "null"),
  (payload) => withFirst(payload, `"${"\\n".repeat(10)}"`),
  () => "",
  () => "null",
  () => "{}",
];

/** `count` messages that are no event on any subject: spoiled good ones and plain noise in turn, always the same. */
export function malformedBodies(payload: object, count: number): Uint8Array[] {
  const noise = fc.sample(fc.uint8Array({ maxLength: 200 }), { numRuns: count, seed: 1 });
  return noise.map((bytes, index) => {
    const spoil = index % 2 === 0 ? spoilers[(index / 2) % spoilers.length] : undefined;
    return spoil === undefined ? bytes : new TextEncoder().encode(spoil(payload));
  });
}
