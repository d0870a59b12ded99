import type { Pool, PoolClient } from "pg";
import { type MeshEvent, messageKeyOf, type RejectedEvent } from "../../mesh/parseEvent.ts";
import { trimNewest } from "./trimQuarantine.ts";

const keptBytes = 4096;

/** A well-formed event that cannot be taken in, as the quarantine keeps it: the payload as JSON, its first 4 KiB. */
export function rejectEvent(event: MeshEvent, reason: string): RejectedEvent {
  return {
    subject: event.subject,
    reason,
    payload: new TextEncoder().encode(JSON.stringify(event.payload)).slice(0, keptBytes),
    receivedAt: event.receivedAt,
    messageKey: messageKeyOf(event),
  };
}

/** Whether a thousand is full: often enough to keep the cap, seldom enough to cost nothing. */
const trimEvery = 1000;

/**
 * Stores what was rejected, in one statement, and keeps the quarantine at its cap in another once in a thousand rows: whoever
 * sends rubbish at full rate must not fill the disk before the hourly round. A redelivered message is the same row.
 */
export async function recordRejected(client: Pool | PoolClient, rejected: readonly RejectedEvent[]): Promise<void> {
  if (rejected.length === 0) return;
  const { rows } = await client.query<{ first: number; last: number }>({
    name: "record-rejected",
    text: `with kept as (
      insert into "QuarantinedEvent" (subject, reason, payload, "receivedAt", "messageKey")
      select subject, reason, payload, to_timestamp("receivedAt" / 1000), "messageKey"
      from unnest($1::text[], $2::text[], $3::bytea[], $4::float8[], $5::text[])
        as event (subject, reason, payload, "receivedAt", "messageKey")
      order by "messageKey"
      on conflict ("messageKey") do nothing
      returning id
    ) select min(id)::float8 as first, max(id)::float8 as last from kept`,
    values: [
      rejected.map((event) => event.subject),
      rejected.map((event) => event.reason),
      rejected.map((event) => Buffer.from(event.payload)),
      rejected.map((event) => event.receivedAt.getTime()),
      rejected.map((event) => event.messageKey),
    ],
  });
  const [ids] = rows;
  if (ids !== undefined && Math.floor(ids.last / trimEvery) > Math.floor((ids.first - 1) / trimEvery)) {
    await trimNewest(client);
  }
}
