import type { OwnedEvent } from "../ingest/identify.ts";

type PresenceFields = { hubUrl: string; version: string; tools: string[]; capabilities: string[] };
type HealthFields = { status: string; latencyMs: number | null; degradedReasons: string[] };

/** What a batch says of one hub process: the newest of each kind, and when it was last heard, in milliseconds. */
export type Pulse = {
  projectId: number;
  hubId: string;
  lastSeenAt: number;
  presence: (PresenceFields & { at: number }) | null;
  health: (HealthFields & { at: number }) | null;
};

/** One pulse a hub, in the order in which every writer locks them. */
export function toPulses(events: readonly OwnedEvent[]): Pulse[] {
  const pulses = new Map<string, Pulse>();
  for (const { event, project } of events) {
    if (event.kind !== "hub.presence" && event.kind !== "hub.health") continue;
    const at = event.receivedAt.getTime();
    const hubId = event.rest ?? "";
    const place = `${project.id} ${hubId}`;
    const pulse = pulses.get(place) ?? { projectId: project.id, hubId, lastSeenAt: at, presence: null, health: null };
    pulse.lastSeenAt = Math.max(pulse.lastSeenAt, at);
    if (event.kind === "hub.presence" && at >= (pulse.presence?.at ?? 0)) pulse.presence = { ...event.payload, at };
    if (event.kind === "hub.health" && at >= (pulse.health?.at ?? 0)) pulse.health = { ...event.payload, at };
    pulses.set(place, pulse);
  }
  return [...pulses.values()].sort(
    (a, b) => a.projectId - b.projectId || (a.hubId < b.hubId ? -1 : Number(a.hubId > b.hubId)),
  );
}
