import type { Pool, PoolClient } from "pg";
import { eventStream } from "../../../contracts/subjects.ts";
import type { MeshEvent, RejectedEvent } from "../../mesh/parseEvent.ts";

const keptBytes = 4096;

/** A well-formed event that cannot be taken in, as the quarantine keeps it: the payload as JSON, its first 4 KiB. */
export function rejectEvent(event: MeshEvent, reason: string): RejectedEvent {
  return {
    subject: event.subject,
    reason,
    payload: new TextEncoder().encode(JSON.stringify(event.payload)).slice(0, keptBytes),
    receivedAt: event.receivedAt,
    messageKey: event.streamSeq === null ? null : `${eventStream.name}:${event.streamSeq}`,
  };
}

/** Stores what was rejected, in one statement. A redelivered message is the same row. */
export async function recordRejected(client: Pool | PoolClient, rejected: readonly RejectedEvent[]): Promise<void> {
  if (rejected.length === 0) return;
  await client.query({
    name: "record-rejected",
    text: `insert into "QuarantinedEvent" (subject, reason, payload, "receivedAt", "messageKey")
      select subject, reason, payload, to_timestamp("receivedAt" / 1000), "messageKey"
      from unnest($1::text[], $2::text[], $3::bytea[], $4::float8[], $5::text[])
        as event (subject, reason, payload, "receivedAt", "messageKey")
      order by "messageKey"
      on conflict ("messageKey") do nothing`,
    values: [
      rejected.map((event) => event.subject),
      rejected.map((event) => event.reason),
      rejected.map((event) => Buffer.from(event.payload)),
      rejected.map((event) => event.receivedAt.getTime()),
      rejected.map((event) => event.messageKey),
    ],
  });
}
