import type { PoolClient } from "pg";
import type { OwnedEvent } from "./identify.ts";

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

type Cursor = { projectId: number; epoch: string; seqs: number[]; seenAt: number };

/** Notes which events of each publisher have come, in one statement. A union: repetition and order change nothing. */
export async function recordCursors(client: PoolClient, events: readonly OwnedEvent[]): Promise<void> {
  const byPublisher = new Map<string, Cursor>();
  for (const { event, project } of events) {
    if (event.epoch === null || event.seq === null) continue;
    const place = `${project.id} ${event.epoch}`;
    const cursor = byPublisher.get(place) ?? { projectId: project.id, epoch: event.epoch, seqs: [], seenAt: 0 };
    cursor.seqs.push(event.seq);
    cursor.seenAt = Math.max(cursor.seenAt, event.receivedAt.getTime());
    byPublisher.set(place, cursor);
  }
  if (byPublisher.size === 0) return;
  const cursors = [...byPublisher.values()].sort(
    (a, b) => a.projectId - b.projectId || (a.epoch < b.epoch ? -1 : Number(a.epoch > b.epoch)),
  );
  await client.query({
    name: "record-cursors",
    text: `insert into "EventCursor" as held ("projectId", epoch, seen, "lastSeq", "lastSeenAt")
      select "projectId", epoch, seen::int8multirange, "lastSeq", to_timestamp("lastSeenAt" / 1000)
      from unnest($1::int[], $2::text[], $3::text[], $4::bigint[], $5::float8[])
        as cursor ("projectId", epoch, seen, "lastSeq", "lastSeenAt")
      on conflict ("projectId", epoch) do update set
        seen = held.seen + excluded.seen,
        "lastSeq" = greatest(held."lastSeq", excluded."lastSeq"),
        "lastSeenAt" = greatest(held."lastSeenAt", excluded."lastSeenAt")`,
    values: [
      cursors.map((cursor) => cursor.projectId),
      cursors.map((cursor) => cursor.epoch),
      cursors.map((cursor) => multirangeOf(cursor.seqs)),
      cursors.map((cursor) => Math.max(...cursor.seqs)),
      cursors.map((cursor) => cursor.seenAt),
    ],
  });
}
