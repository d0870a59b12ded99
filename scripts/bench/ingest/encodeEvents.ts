import type { EventWire } from "../../../contracts/events.ts";
import { eventHeader, eventSubject } from "../../../contracts/subjects.ts";

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

const perChunk = 500;

/**
 * Of `count` events those of one in `senders`, number `sender`, as a NATS client publishes them (`HPUB`), many to a chunk
 * and with all the headers a hub sends. All events of a project are one sender's, who counts them. Encoded ahead, so that
 * sending costs next to nothing: in a federation the senders are other machines, and what is measured is not theirs.
 */
export function encodeEvents(count: number, { sender = 0, senders = 1 } = {}): Uint8Array[] {
  const epoch = Bun.randomUUIDv7();
  const startedAt = Date.now() - count;
  const sentAt = new Date().toISOString();
  const chunks: Uint8Array[] = [];
  let frames: string[] = [];
  const finish = () => {
    chunks.push(new TextEncoder().encode(frames.join("")));
    frames = [];
  };
  for (let index = 0; index < count; index++) {
    if ((index % benchProjects.length) % senders !== sender) continue;
    const { meshNs, subject, payload } = eventOf(index, startedAt);
    const eventId = Bun.randomUUIDv7();
    const headers = {
      [eventHeader.eventId]: eventId,
      [eventHeader.messageId]: `${meshNs}:${eventId}`,
      [eventHeader.epoch]: epoch,
      [eventHeader.seq]: Math.floor(index / benchProjects.length) + 1,
      [eventHeader.sentAt]: sentAt,
    };
    const block = `NATS/1.0\r\n${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("")}\r\n`;
    const body = JSON.stringify(payload);
    // All of it is ASCII: as many bytes as characters.
    frames.push(`HPUB ${subject} ${block.length} ${block.length + body.length}\r\n${block}${body}\r\n`);
    if (frames.length === perChunk) finish();
  }
  if (frames.length > 0) finish();
  return chunks;
}
