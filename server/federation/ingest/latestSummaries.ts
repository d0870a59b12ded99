import type { MeshEvent } from "../../mesh/parseEvent.ts";
import type { OwnedEvent } from "../identity/identify.ts";
import { windowStartOf } from "../metrics/recordSamples.ts";
import { momentOf } from "../metrics/toSamples.ts";

/** Whether a summary says everything that any of its kind may say, so that a later one leaves nothing of it. */
function isComplete(event: MeshEvent): boolean {
  switch (event.kind) {
    case "graph.summary.nodes":
    case "audit.summary.status":
      return true;
    case "security.summary.status":
      return event.payload.vulnsCritical !== null && event.payload.vulnsHigh !== null;
    default:
      return false;
  }
}

/**
 * The events without the summaries that leave no trace: those of which a later, complete one of the same project, kind
 * and window is among them. After an outage, most are such.
 */
export function latestSummaries(owned: readonly OwnedEvent[], windowSeconds: number): OwnedEvent[] {
  const latest = new Map<string, number>();
  const places = owned.map(({ event, project }) => {
    if (!isComplete(event)) return null;
    const at = momentOf(event)?.getTime();
    if (at === undefined) return null;
    const key = `${project.id} ${event.kind} ${windowStartOf(at, windowSeconds)}`;
    if (at > (latest.get(key) ?? Number.NEGATIVE_INFINITY)) latest.set(key, at);
    return { key, at };
  });
  return owned.filter((_, index) => {
    const place = places[index];
    // Of two that were true at the same moment, both may have a say.
    return place === undefined || place === null || latest.get(place.key) === place.at;
  });
}
