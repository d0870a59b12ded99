import type { PoolClient } from "pg";
import { numberArray, textArray } from "../arrayLiteral.ts";
import type { OwnedEvent } from "../identity/identify.ts";
import { sizeOf } from "./livePublishers.ts";

/** Sequence numbers as the text of an int8multirange: `{[1,4),[7,8)}`. */
function multirangeOf(seqs: Iterable<number>): string {
  const ranges: [number, number][] = [];
  for (const seq of [...seqs].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && seq <= last[1]) last[1] = Math.max(last[1], seq + 1);
    else ranges.push([seq, seq + 1]);
  }
  return `{${ranges.map(([from, to]) => `[${from},${to})`).join(",")}}`;
}

type Cursor = { projectId: number; epoch: string; seqs: number[]; firstAt: number; seenAt: number };

/** A publisher that leaves more gaps has the oldest of them only counted: it must not make its row grow without end. */
export const maxRuns = 1000;

const upsert = `
insert into "EventCursor" as held ("projectId", epoch, seen, "lastSeq", "firstSeenAt", "lastSeenAt", "gapSince")
select "projectId", epoch, seen::int8multirange, "lastSeq", to_timestamp("firstAt" / 1000), to_timestamp("seenAt" / 1000),
  case when "lastSeq" > ${sizeOf("seen::int8multirange")} then to_timestamp("seenAt" / 1000) end
from unnest($1::int[], $2::text[], $3::text[], $4::bigint[], $5::float8[], $6::float8[])
  as cursor ("projectId", epoch, seen, "lastSeq", "firstAt", "seenAt")
on conflict ("projectId", epoch) do update set
  seen = held.seen + excluded.seen,
  "lastSeq" = greatest(held."lastSeq", excluded."lastSeq"),
  "firstSeenAt" = least(held."firstSeenAt", excluded."firstSeenAt"),
  "lastSeenAt" = greatest(held."lastSeenAt", excluded."lastSeenAt"),
  "gapSince" = case
    when greatest(held."lastSeq", excluded."lastSeq") + held.forgotten - ${sizeOf("held.seen + excluded.seen")} > held."askedMissing"
    then coalesce(held."gapSince", greatest(held."lastSeenAt", excluded."lastSeenAt"))
  end
returning "projectId", epoch, (select count(*)::int from unnest(seen)) as runs`;

/** Closes every gap below the newest runs, and counts what was missing in them. */
const shorten = `
with shortened as (
  select "projectId", epoch, int8multirange(int8range(1, upper(oldest.run))) as closed,
    upper(oldest.run) - 1 - (select sum(upper(run) - lower(run)) from unnest(seen) as runs (run) where run <= oldest.run) as missing
  from "EventCursor"
  cross join lateral (
    select run from unnest(seen) as runs (run) order by run desc offset $3 limit 1
  ) oldest
  where ("projectId", epoch) in (select * from unnest($1::int[], $2::text[]))
)
update "EventCursor" held set seen = held.seen + shortened.closed, forgotten = held.forgotten + shortened.missing
from shortened where held."projectId" = shortened."projectId" and held.epoch = shortened.epoch`;

/**
 * Notes which events of each publisher have come, in one statement, and a second where one has too many gaps. A union:
 * repetition and order change nothing.
 */
export async function recordCursors(client: PoolClient, events: readonly OwnedEvent[]): Promise<void> {
  const byPublisher = new Map<string, Cursor>();
  for (const { event, project } of events) {
    if (event.epoch === null || event.seq === null) continue;
    const at = event.receivedAt.getTime();
    const place = `${project.id} ${event.epoch}`;
    const cursor = byPublisher.get(place) ?? {
      projectId: project.id,
      epoch: event.epoch,
      seqs: [],
      firstAt: at,
      seenAt: at,
    };
    cursor.seqs.push(event.seq);
    cursor.firstAt = Math.min(cursor.firstAt, at);
    cursor.seenAt = Math.max(cursor.seenAt, at);
    byPublisher.set(place, cursor);
  }
  if (byPublisher.size === 0) return;
  const cursors = [...byPublisher.values()].sort(
    (a, b) => a.projectId - b.projectId || (a.epoch < b.epoch ? -1 : Number(a.epoch > b.epoch)),
  );
  const { rows } = await client.query<{ projectId: number; epoch: string; runs: number }>({
    name: "record-cursors",
    text: upsert,
    values: [
      numberArray(cursors.map((cursor) => cursor.projectId)),
      textArray(cursors.map((cursor) => cursor.epoch)),
      textArray(cursors.map((cursor) => multirangeOf(cursor.seqs))),
      numberArray(cursors.map((cursor) => Math.max(...cursor.seqs))),
      numberArray(cursors.map((cursor) => cursor.firstAt)),
      numberArray(cursors.map((cursor) => cursor.seenAt)),
    ],
  });
  const overlong = rows.filter(({ runs }) => runs > maxRuns);
  if (overlong.length === 0) return;
  await client.query(shorten, [
    overlong.map(({ projectId }) => projectId),
    overlong.map(({ epoch }) => epoch),
    // Half of them stay, so that this is rare however many gaps come.
    maxRuns / 2,
  ]);
}
