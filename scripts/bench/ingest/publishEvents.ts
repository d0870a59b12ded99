import { headers } from "@nats-io/transport-node";
import type { EventWire } from "../../../contracts/events.ts";
import { eventHeader, eventSubject } from "../../../contracts/subjects.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";

/** A federation of the size the owner names. */
export const benchProjects = Array.from({ length: 50 }, (_, index) => ({
  slug: `bench-${index}`,
  meshNs: `bench-${index}.mesh`,
}));

type Outgoing = { subject: string; payload: EventWire<"graph.summary.nodes"> | EventWire<"audit.summary.status"> };

/** Event number `index`: projects take turns, and graph and audit summaries alternate; each is newer than the last. */
function eventOf(index: number, startedAt: number): Outgoing & { meshNs: string } {
  const project = benchProjects[index % benchProjects.length];
  if (project === undefined) throw new Error("no projects");
  const { slug, meshNs } = project;
  const at = new Date(startedAt + index).toISOString();
  const turn = Math.floor(index / benchProjects.length);
  return turn % 2 === 0
    ? {
        meshNs,
        subject: eventSubject.summary(meshNs, "graph.summary.nodes"),
        payload: { projectSlug: slug, counts: { files: index, symbols: index, tasks: turn, audits: turn }, ts: at },
      }
    : {
        meshNs,
        subject: eventSubject.summary(meshNs, "audit.summary.status"),
        payload: { projectSlug: slug, ok: turn, warn: 1, fail: 0, lastRun: at },
      };
}

/**
 * Sends events number `first`, `first + step` and so on up to `count`, with all the headers a hub sends; resolves when
 * the broker has read them.
 */
export async function sendEvents(mesh: Mesh, count: number, { first = 0, step = 1 } = {}): Promise<void> {
  const epoch = Bun.randomUUIDv7();
  const startedAt = Date.now() - count;
  for (let index = first, sent = 0; index < count; index += step) {
    const { meshNs, subject, payload } = eventOf(index, startedAt);
    const eventId = Bun.randomUUIDv7();
    const made = headers();
    made.set(eventHeader.eventId, eventId);
    made.set(eventHeader.messageId, `${meshNs}:${eventId}`);
    made.set(eventHeader.epoch, epoch);
    made.set(eventHeader.seq, String(Math.floor(index / benchProjects.length) + 1));
    made.set(eventHeader.sentAt, new Date().toISOString());
    mesh.nc.publish(subject, JSON.stringify(payload), { headers: made });
    // Lets the connection write, so that nothing piles up in memory.
    if (++sent % 500 === 0) await mesh.nc.flush();
  }
  await mesh.nc.flush();
}

/** Puts events on the stream; resolves when it holds every one. */
export async function publishEvents(mesh: Mesh, count: number, storedCount: () => Promise<number>): Promise<void> {
  await sendEvents(mesh, count);
  while ((await storedCount()) < count) await Bun.sleep(5);
}
