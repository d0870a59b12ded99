import type { Sample } from "../../server/federation/metrics/toSamples.ts";
import {
  complianceRisk,
  freshnessRisk,
  livenessRisk,
  securityRisk,
  totalRisk,
} from "../../server/federation/risk/formulas.ts";
import { createRandom } from "../fleet/random.ts";
import type { ImaginedProject } from "./imagineEcosystem.ts";

const minuteMs = 60_000;
const everyMinutes = 5;
const steps = (24 * 60) / everyMinutes;
const weights = { security: 10, compliance: 7.5, liveness: 7.5, freshness: 5 } as const;

/**
 * The day before `now` (milliseconds) of a project that is now as imagined, a sample each five minutes: degraded and then
 * offline for a while, two vulnerabilities found and mended, audits that failed. The same `now` is always the same day.
 */
export function imagineHistory(project: ImaginedProject, now: number): Sample[] {
  const random = createRandom(24);
  return Array.from({ length: steps }, (_each, step): Sample[] => {
    const observedAt = now - (steps - step) * everyMinutes * minuteMs;
    const known = valuesAt(project, (24 * step) / steps, random.next());
    return Object.entries(known).flatMap(([key, value]) => (value === null ? [] : [{ key, value, observedAt }]));
  }).flat();
}

function valuesAt({ audits, vulns, graph, deployedDays }: ImaginedProject, hour: number, chance: number) {
  const status = hour > 9 && hour < 10 ? "degraded" : hour >= 10 && hour < 10.6 ? "offline" : "online";
  const fail = audits.fail + (hour < 6 ? 1 : hour < 15 ? 2 : 0);
  const critical = vulns.vulnsCritical + (hour > 5 && hour < 14 ? 2 : 0);
  const days = Math.max(0, deployedDays - (24 - hour) / 24);
  const parts = {
    security: { weight: weights.security, value: securityRisk(critical, vulns.vulnsHigh) },
    compliance: { weight: weights.compliance, value: complianceRisk(audits.ok, audits.warn, fail) },
    liveness: { weight: weights.liveness, value: livenessRisk(status) },
    freshness: { weight: weights.freshness, value: freshnessRisk(days) },
  };
  return {
    status,
    "risk.total": totalRisk(Object.values(parts)).total,
    ...Object.fromEntries(Object.entries(parts).map(([name, { value }]) => [`risk.${name}`, value])),
    "deploy.freshnessDays": days,
    "audit.ok": audits.ok,
    "audit.warn": audits.warn,
    "audit.fail": fail,
    "security.vulnsCritical": critical,
    "security.vulnsHigh": vulns.vulnsHigh,
    "graph.files": graph.files - Math.floor((24 - hour) / 3),
    "graph.symbols": graph.symbols - 9 * Math.floor(24 - hour),
    "graph.tasks": graph.tasks + Math.floor((24 - hour) / 8),
    "graph.audits": graph.audits,
    // An offline hub answers nothing: that is a gap.
    "health.latencyMs": status === "offline" ? null : 8 + 6 * Math.sin((hour * Math.PI) / 24) + 3 * chance,
  };
}
