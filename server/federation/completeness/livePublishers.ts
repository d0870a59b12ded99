/** How many numbers an int8multirange holds, as SQL. */
export const sizeOf = (seen: string): string =>
  `(select coalesce(sum(upper(run) - lower(run)), 0) from unnest(${seen}) as runs (run))`;

/** How many events of a publisher are missing below the last one seen: of a row of `EventCursor`, as SQL. */
const missing = `"lastSeq" + forgotten - ${sizeOf("seen")}`;

/**
 * The publishers of each project that still count, as SQL with `projectId`, `epoch`, `lastSeq`, `lastSeenAt`, `askedMissing`,
 * `askedAt`, `gapSince` and `missing`. A hub that starts anew tells everything again, so what its former self had lost
 * counts no more: of all publishers those that were heard since the newest of them was first heard.
 */
export const livePublishers = `
select "projectId", epoch, "lastSeq", "lastSeenAt", "askedMissing", "askedAt", "gapSince", ${missing} as missing
from (
  select *, max("firstSeenAt") over (partition by "projectId") as "newestSince" from "EventCursor"
) cursor
where "lastSeenAt" >= coalesce("newestSince", '-infinity')`;

/** `lastSeq` of the publisher heard last, and what is missing of all that count, by project, as SQL. */
export const completenessByProject = `
select "projectId", (array_agg("lastSeq" order by "lastSeenAt" desc, epoch))[1] as "lastSeq", sum(missing) as missing
from (${livePublishers}) live group by "projectId"`;
