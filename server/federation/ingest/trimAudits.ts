import type { Pool } from "pg";
import { daysBefore, trimOldest } from "../trimOldest.ts";

/** Of each project so many runs stay, the latest; a hub may name a new one with every event. */
export const keptRuns = 10_000;

/** Forgets how audits ended more than `days` ago, and of each project all but the latest 10,000. @returns how many went. */
export const trimAudits = (pool: Pool, days: number, now: Date): Promise<number> =>
  trimOldest(pool, {
    ...{ table: "ProjectAudit", owner: '"projectId"', at: '"finishedAt"', tie: '"auditId"' },
    ...{ most: keptRuns, before: daysBefore(now, days) },
  });
