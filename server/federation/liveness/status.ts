import type { Policy } from "../../../contracts/config.ts";
import type { ProjectStatus } from "../../../contracts/names.ts";

/** What one hub process last told, by the Meta Hub's receive time. */
export type HubPulse = {
  hubId: string;
  lastSeenAt: Date;
  healthStatus: string | null;
  degradedReasons: string[];
  healthAt: Date | null;
};

/** Silence that changes a status, in seconds, both strictly. */
export type Thresholds = Policy["liveness"];

/** A status with the reason, in words a person can act on. */
export type Verdict = { status: ProjectStatus; reason: string };

const rank: Record<ProjectStatus, number> = { online: 0, degraded: 1, offline: 2 };

const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;

function judgeHub(hub: HubPulse, thresholds: Thresholds, now: Date): Verdict {
  const { offlineAfterSeconds, degradedAfterSeconds } = thresholds;
  const silent = secondsBetween(hub.lastSeenAt, now);
  if (silent > offlineAfterSeconds)
    return { status: "offline", reason: `silent for more than ${offlineAfterSeconds} s` };
  // Health that stopped coming says nothing of now, even while presence still comes.
  const current = hub.healthAt !== null && secondsBetween(hub.healthAt, now) <= offlineAfterSeconds;
  const reasons = hub.degradedReasons.join("; ");
  if (current && hub.healthStatus === "offline") return { status: "offline", reason: reasons || "its hub says so" };
  if (current && hub.healthStatus === "degraded") return { status: "degraded", reason: reasons || "its hub says so" };
  if (silent > degradedAfterSeconds) {
    return { status: "degraded", reason: `silent for more than ${degradedAfterSeconds} s` };
  }
  return { status: "online", reason: "its hub answers" };
}

/**
 * How a project stands at `now`. It is as alive as its best hub; among equals the first by hub id speaks.
 * Exactly at a threshold the better status still holds.
 */
export function judgeStatus(options: { hubs: readonly HubPulse[]; thresholds: Thresholds; now: Date }): Verdict {
  let best: (Verdict & { hubId: string }) | undefined;
  for (const hub of options.hubs) {
    const verdict = judgeHub(hub, options.thresholds, options.now);
    const better =
      best === undefined ||
      rank[verdict.status] < rank[best.status] ||
      (verdict.status === best.status && hub.hubId < best.hubId);
    if (better) best = { ...verdict, hubId: hub.hubId };
  }
  return best === undefined
    ? { status: "offline", reason: "never seen" }
    : { status: best.status, reason: best.reason.slice(0, 500) };
}
