import type { Pool } from "pg";
import { daysBefore, trimOldest } from "../trimOldest.ts";

/** Of each project the hubs heard last stay; a process may call itself something else at every start. */
const keptHubs = 100;

/**
 * Forgets the hubs of each project that were heard longest ago, and those silent for `days`; but never the one that was
 * heard last, which is what is known of the project. @returns how many went.
 */
export const trimHubs = (pool: Pool, days: number, now: Date): Promise<number> =>
  trimOldest(pool, {
    ...{ table: "ProjectHub", owner: '"projectId"', at: '"lastSeenAt"', tie: '"hubId"' },
    ...{ most: keptHubs, least: 1, before: daysBefore(now, days) },
  });
