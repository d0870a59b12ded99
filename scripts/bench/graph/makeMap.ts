import type { EcosystemMap } from "../../../contracts/graph.ts";

const statuses = ["online", "degraded", "offline"] as const;
const kinds = ["api", "queue", "shared-schema", "secret"] as const;
const at = "2026-01-01T00:00:00.000Z";

/** Numbers in 0..1 that look random and are the same in every run (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An ecosystem of the given size, as the API answers it: positions given, every field filled. */
export function makeMap(projectCount: number, edgeCount: number): EcosystemMap {
  const next = sequence(projectCount);
  const pick = <T>(values: readonly [T, ...T[]]): T => values[Math.floor(next() * values.length)] ?? values[0];
  const side = Math.sqrt(projectCount) * 40;
  const slugs = Array.from({ length: projectCount }, (_, index) => `project-${index}`);
  return {
    at,
    projects: slugs.map((slug, index) => ({
      slug,
      name: `Project ${index}`,
      origin: "declared",
      status: pick(statuses),
      statusReason: "heard now",
      statusSince: at,
      flapping: false,
      held: false,
      lastSeenAt: at,
      hubUrl: "http://127.0.0.1:5401",
      meshNs: `${slug}.mesh`,
      version: "1.0.0",
      domain: "Infra",
      teams: [],
      tags: ["bench"],
      allowFanout: [],
      kpis: {
        ...{ files: Math.floor(next() * 5000), symbols: 1000, tasks: 10, audits: 3 },
        ...{ auditsOk: 2, auditsWarn: 1, auditsFail: 0, vulnsCritical: 0, vulnsHigh: 1 },
        ...{ deployFreshnessDays: 3, healthLatencyMs: 4 },
      },
      risk: { version: "1", total: next() * 100, coverage: 1, parts: [] },
      completeness: null,
      x: next() * side,
      y: next() * side,
      pinned: false,
      openAlerts: 0,
    })),
    edges: Array.from({ length: edgeCount }, (_, index) => {
      const from = index % projectCount;
      const to = (from + 1 + Math.floor(next() * (projectCount - 1))) % projectCount;
      return {
        id: `edge-${index}`,
        from: `project-${from}`,
        to: `project-${to}`,
        kind: pick(kinds),
        strength: 0.1 + 0.9 * next(),
        standing: "confirmed",
        dormant: false,
        lastSeenAt: at,
      };
    }),
  };
}
