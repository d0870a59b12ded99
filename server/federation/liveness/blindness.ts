import type { Policy } from "../../../contracts/config.ts";

/** A project that is not offline, as the Meta Hub heard it last. */
export type HeardProject = { id: number; lastSeenAt: Date; degradedAfterSeconds: number };

/**
 * What silence says of the Meta Hub itself. `suspect`: many are late at once, and nobody should be judged before it is
 * clear why. `silent` are the projects whose silence would change their status.
 */
export type Hearing = { state: "hearing" | "suspect" | "blind"; silent: number[] };

/** A project is late when it has been silent for this share of what makes it degraded: 40 s where a beat takes 30. */
export const lateShare = 2 / 3;

/** How long every project has for one beat after the Meta Hub began to hear (again), in milliseconds: 40 s as shipped. */
export function graceMs(liveness: Policy["liveness"]): number {
  return lateShare * liveness.degradedAfterSeconds * 1000;
}

/** The size of the largest group whose last beats lie within one window of each other. */
function largestGroup(projects: readonly HeardProject[], windowSeconds: number): number {
  const moments = projects.map(({ lastSeenAt }) => lastSeenAt.getTime()).sort((a, b) => a - b);
  let largest = 0;
  let start = 0;
  for (const [end, moment] of moments.entries()) {
    while (moment - (moments[start] ?? moment) > windowSeconds * 1000) start++;
    largest = Math.max(largest, end - start + 1);
  }
  return largest;
}

/**
 * Whether so many projects have fallen silent within one window that it is rather the Meta Hub that hears nothing:
 * at least `atLeast`, and at least the share `share` of those that were not offline.
 *
 * @param alive those that were not offline; who is not late may be left out, where `count` says how many they all are.
 */
export function judgeHearing(
  alive: readonly HeardProject[],
  rules: Policy["blindness"],
  now: Date,
  count = alive.length,
): Hearing {
  const silentBeyond = (share: number) =>
    alive.filter(
      ({ lastSeenAt, degradedAfterSeconds }) =>
        now.getTime() - lastSeenAt.getTime() > share * degradedAfterSeconds * 1000,
    );
  const tooMany = (silent: readonly HeardProject[]) => {
    const together = largestGroup(silent, rules.windowSeconds);
    return together >= rules.atLeast && together >= rules.share * count;
  };
  const silent = silentBeyond(1);
  const ids = silent.map(({ id }) => id);
  if (tooMany(silent)) return { state: "blind", silent: ids };
  return { state: tooMany(silentBeyond(lateShare)) ? "suspect" : "hearing", silent: ids };
}
