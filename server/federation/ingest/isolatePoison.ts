import type { EventBatch } from "../../mesh/consume.ts";
import { type Changes, mergeChanges } from "../live/changes.ts";
import { rejectEvent } from "../quarantine/recordRejected.ts";

/** Whether PostgreSQL refused a value (SQLSTATE class 22), which no retry will change. */
const isDataFault = (thrown: unknown): thrown is Error & { code: string } =>
  thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" && thrown.code.startsWith("22");

/**
 * Runs `ingest`, and when the database refuses a value, halves the batch until the event that holds it is found and
 * rejected: one event that no check foresaw must not stop its neighbours for ever.
 */
export async function isolatePoison(
  batch: EventBatch,
  ingest: (batch: EventBatch) => Promise<Changes>,
): Promise<Changes> {
  try {
    return await ingest(batch);
  } catch (thrown) {
    const [first, ...others] = batch.events;
    if (!isDataFault(thrown) || first === undefined) throw thrown;
    if (others.length === 0) {
      const reason = `refused by the database: ${thrown.message}`.slice(0, 300);
      return await ingest({ events: [], rejected: [...batch.rejected, rejectEvent(first, reason)] });
    }
    const middle = Math.ceil(batch.events.length / 2);
    const left = await isolatePoison({ ...batch, events: batch.events.slice(0, middle) }, ingest);
    const right = await isolatePoison({ events: batch.events.slice(middle), rejected: [] }, ingest);
    return mergeChanges(left, right);
  }
}
