import type { Publisher } from "../../mesh/publish.ts";
import type { OutgoingEvent } from "./composeSummaries.ts";

/**
 * Publishes events in order and waits until the broker has each. Throws what the first refused one threw, after
 * all have settled.
 */
export async function publishAll(publisher: Publisher, events: readonly OutgoingEvent[]): Promise<void> {
  const settled = await Promise.allSettled(
    events.map(({ subject, payload }) => publisher.publishEvent(subject, payload)),
  );
  const refused = settled.find((outcome) => outcome.status === "rejected");
  if (refused !== undefined) throw refused.reason;
}
