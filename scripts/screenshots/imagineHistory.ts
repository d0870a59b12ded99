import type { Sample } from "../../server/federation/metrics/toSamples.ts";
import {
  complianceRisk,
  freshnessRisk,
  livenessRisk,
  securityRisk,
  totalRisk,
} from "../../server/federation/risk/formulas.ts";
import { createRandom } from "../fleet/random.ts";

const minuteMs = 60_000;
const everyMinutes = 5;
const weights = { security: 10, compliance: 7.5, liveness: 7.5, freshness: 5 };

/**
 * A day of a project until `now` (milliseconds), a sample each five minutes: slow at noon, degraded and then offline for a
 * while, one vulnerability found and mended, one deploy. The same `now` is always the same day.
 */
export function imagineHistory(now: number): Sample[] {
  const random = createRandom(24);
  const steps = (24 * 60) / everyMinutes;
  return Array.from({ length: steps }, (_each, step): Sample[] => {
    const observedAt = now - (steps - step) * everyMinutes * minuteMs;
    const hour = (24 * step) / steps;
    const status = hour > 9 && hour < 10 ? "degraded" : hour >= 10 && hour < 10.6 ? "offline" : "online";
    const [ok, warn, fail] = hour < 6 ? [7, 2, 1] : hour < 15 ? [6, 2, 2] : [8, 2, 0];
    const critical = hour > 5 && hour < 14 ? 2 : 1;
    const days = hour < 14 ? 20 + hour / 24 : (hour - 14) / 24;
    const parts = {
      security: securityRisk(critical, 3),
      compliance: complianceRisk(ok, warn, fail),
      liveness: livenessRisk(status),
      freshness: freshnessRisk(days),
    };
    const { total } = totalRisk(
      Object.entries(weights).map(([name, weight]) => ({ value: parts[name as keyof typeof parts], weight })),
    );
    const known: Record<string, number | string | null> = {
      ...Object.fromEntries(Object.entries(parts).map(([name, value]) => [`risk.${name}`, value])),
      ...{ status, "risk.total": total, "deploy.freshnessDays": days },
      ...{ "audit.ok": ok, "audit.warn": warn, "audit.fail": fail },
      ...{ "security.vulnsCritical": critical, "security.vulnsHigh": 3 },
      ...{ "graph.files": 412 + Math.floor(hour / 3), "graph.symbols": 5230 + 9 * Math.floor(hour) },
      ...{ "graph.tasks": 14 - Math.floor(hour / 8), "graph.audits": 40 + Math.floor(hour / 2) },
      // An offline hub answers nothing: that is a gap.
      "health.latencyMs": status === "offline" ? null : 8 + 6 * Math.sin((hour * Math.PI) / 24) + 3 * random.next(),
    };
    return Object.entries(known).flatMap(([key, value]) => (value === null ? [] : [{ key, value, observedAt }]));
  }).flat();
}
