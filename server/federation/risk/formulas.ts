import type { ProjectStatus } from "../../../contracts/names.ts";

/** The version of these formulas. A score carries it; a change of any formula is a new version. */
export const riskVersion = "v1";

/**
 * `100·(1 − e^(−(10·critical + 5·high)/20))`, 0..100. A number that is unknown adds nothing; if what is known adds
 * nothing either, the part is unknown (null): half a scan without findings is no reason to feel safe.
 */
export function securityRisk(critical: number | null, high: number | null): number | null {
  const known = 10 * (critical ?? 0) + 5 * (high ?? 0);
  if (known === 0 && (critical === null || high === null)) return null;
  return 100 * (1 - Math.exp(-known / 20));
}

/** `100·(fail + 0.5·warn)/(ok + warn + fail)`, 0..100; null when no audit has ended or a count is unknown. */
export function complianceRisk(ok: number | null, warn: number | null, fail: number | null): number | null {
  if (ok === null || warn === null || fail === null) return null;
  const all = ok + warn + fail;
  return all === 0 ? null : (100 * (fail + 0.5 * warn)) / all;
}

/** 0 online, 50 degraded, 100 offline; null for a project that was never seen. */
export function livenessRisk(status: ProjectStatus | null): number | null {
  if (status === null) return null;
  return { online: 0, degraded: 50, offline: 100 }[status];
}

const freshDays = 7;
const staleDays = 90;

/** 0 up to 7 days since the last deploy, then rising with the logarithm of the days to 100 at 90; null when unknown. */
export function freshnessRisk(days: number | null): number | null {
  if (days === null) return null;
  if (days <= freshDays) return 0;
  if (days >= staleDays) return 100;
  return (100 * Math.log(days / freshDays)) / Math.log(staleDays / freshDays);
}

/**
 * The weighted mean of the parts that are known, and the share of all weight that they carry. Nothing known, or
 * nothing that weighs anything, gives null.
 */
export function totalRisk(parts: readonly { value: number | null; weight: number }[]): {
  total: number | null;
  coverage: number;
} {
  let all = 0;
  let known = 0;
  let sum = 0;
  for (const { value, weight } of parts) {
    all += weight;
    if (value === null) continue;
    known += weight;
    sum += value * weight;
  }
  if (known === 0) return { total: null, coverage: 0 };
  // Rounding in the last bit must not leave the range that readers rely on.
  return { total: Math.min(100, sum / known), coverage: Math.min(1, known / all) };
}
