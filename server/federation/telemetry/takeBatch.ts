import { SpanKind } from "@opentelemetry/api";
import type { MeshEvent } from "../../mesh/parseEvent.ts";
import { type Cause, traceShared } from "../../mesh/traceEvents.ts";
import type { FederationMeters } from "./meters.ts";

/** What is known of a batch before it is taken in. */
export type BatchFacts = { path: "stream" | "core"; events: number; rejected: number; causes: readonly Cause[] };

/**
 * Takes a batch in under the eyes of telemetry: one span `name` for the batch, one `fed.event.process` in the trace of
 * each event, its duration, and its size or that it failed.
 */
export async function takeBatch<T>(
  meters: FederationMeters,
  name: "fed.catalog.update" | "fed.aggregate.metrics",
  { path, events, rejected, causes }: BatchFacts,
  take: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const attributes = { "fed.events": events, "fed.rejected": rejected, "fed.path": path };
  try {
    const traced = { name, each: "fed.event.process", kind: SpanKind.CONSUMER, attributes, causes };
    const taken = await traceShared(traced, take);
    // Of those that are committed alone: that their number rises is how an alert knows that events are taken in.
    meters.batchEvents.record(events + rejected, { path });
    return taken;
  } catch (thrown) {
    meters.failedBatches.add(1, { path });
    throw thrown;
  } finally {
    meters.batchDuration.record((performance.now() - startedAt) / 1000, { path });
  }
}

/** Counts what has been committed. */
export function countTaken(
  meters: FederationMeters,
  path: BatchFacts["path"],
  { events, rejected }: { events: readonly Pick<MeshEvent, "kind">[]; rejected: number },
): void {
  const kinds = new Map<MeshEvent["kind"], number>();
  for (const { kind } of events) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  for (const [kind, count] of kinds) meters.events.add(count, { kind });
  if (rejected > 0) meters.rejected.add(rejected, { path });
}
