import type { Pool } from "pg";
import { trimOldest } from "../trimOldest.ts";

/** A publisher that starts anew has a new epoch; one that starts without end must not fill the table. */
const keptEpochs = 100;

/** Forgets the publishers of each project that were heard longest ago. @returns how many went. */
export const trimEpochs = (pool: Pool): Promise<number> =>
  trimOldest(pool, {
    ...{ table: "EventCursor", owner: '"projectId"', at: '"lastSeenAt"', tie: "epoch" },
    most: keptEpochs,
  });
