import type { Meter } from "@opentelemetry/api";
import type { EventKind } from "../../../contracts/subjects.ts";

/** Counts the durable events that the broker has taken from this hub, by kind. */
export function countPublished(meter: Meter): (kind: EventKind) => void {
  const description = "Durable events that the broker has.";
  const published = meter.createCounter("hub_published_events_total", { description });
  return (kind) => published.add(1, { kind });
}
