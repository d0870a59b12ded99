import type { Health } from "../../../../contracts/events.ts";
import type { OwnedEvent } from "../../identity/identify.ts";

type PresenceFields = { hubUrl: string; version: string; tools: string[]; capabilities: string[] };
type HealthFields = Pick<Health, "latencyMs" | "degradedReasons" | "refusedRequests"> & { status: string };

/** What a batch says of one hub process: the newest of each kind, and when it was last heard, in milliseconds. */
export type Pulse = {
  projectId: number;
  hubId: string;
  lastSeenAt: number;
  presence: (PresenceFields & { at: number }) | null;
  health: (HealthFields & { at: number }) | null;
  /** How far the hub's clock is ahead, in seconds: 0 for up to a minute; null when nothing tells. */
  skewSeconds: number | null;
  /** The moment that `skewSeconds` is of. */
  skewAt: number;
};

/** One pulse a hub. */
export function toPulses(events: readonly OwnedEvent[]): Pulse[] {
  const pulses = new Map<string, Pulse>();
  for (const { event, project } of events) {
    if (event.kind !== "hub.presence" && event.kind !== "hub.health") continue;
    const at = event.receivedAt.getTime();
    const hubId = event.rest ?? "";
    const place = `${project.id} ${hubId}`;
    const pulse = pulses.get(place) ?? emptyPulse(project.id, hubId, at);
    pulse.lastSeenAt = Math.max(pulse.lastSeenAt, at);
    if (event.kind === "hub.presence" && at >= (pulse.presence?.at ?? 0)) pulse.presence = { ...event.payload, at };
    if (event.kind === "hub.health" && at >= (pulse.health?.at ?? 0)) pulse.health = { ...event.payload, at };
    if (event.sentAt !== null && at >= pulse.skewAt) {
      pulse.skewSeconds = event.skewSeconds ?? 0;
      pulse.skewAt = at;
    }
    pulses.set(place, pulse);
  }
  return sortPulses([...pulses.values()]);
}

/** A sign of life of one hub process that says nothing else. */
export const emptyPulse = (projectId: number, hubId: string, at: number): Pulse => ({
  ...{ projectId, hubId, lastSeenAt: at, presence: null, health: null },
  ...{ skewSeconds: null, skewAt: 0 },
});

/** In the order in which every writer locks them. */
export const sortPulses = (pulses: readonly Pulse[]): Pulse[] =>
  [...pulses].sort((a, b) => a.projectId - b.projectId || (a.hubId < b.hubId ? -1 : Number(a.hubId > b.hubId)));
