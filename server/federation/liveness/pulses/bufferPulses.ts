import type { RejectedEvent } from "../../../mesh/parseEvent.ts";
import type { Changes } from "../../live/changes.ts";

/** A sign of life, of whatever dialect. */
type Beat = { subject: string; receivedAt: Date };
type BeatBatch<Kind> = { events: Kind[]; rejected: RejectedEvent[] };

const retryMs = 1000;
/** A hub chooses the last part of its subject, and may choose another one each time: beyond this the oldest are dropped. */
const keptLimit = 20_000;

/**
 * Nobody sends a pulse twice, so while the database is away the newest pulse of every hub is kept in memory, and stored
 * as soon as that works again: a database that was away must not make hubs look silent. At most `limit` are kept.
 */
export function bufferPulses<Kind extends Beat>(
  record: (batch: BeatBatch<Kind>) => Promise<Changes>,
  onRecorded: (changes: Changes, events: readonly Kind[]) => void,
  limit = keptLimit,
): { handle(batch: BeatBatch<Kind>): Promise<void>; stop(): void } {
  const kept = new Map<string, Kind>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const retry = () => {
    if (timer !== undefined || stopped) return;
    timer = setTimeout(() => {
      timer = undefined;
      handle({ events: [], rejected: [] }).catch(() => {});
    }, retryMs);
  };

  const handle = async (batch: BeatBatch<Kind>): Promise<void> => {
    const events = [...kept.values(), ...batch.events];
    kept.clear();
    try {
      onRecorded(await record({ ...batch, events }), events);
    } catch (thrown) {
      for (const event of events) {
        const held = kept.get(event.subject);
        if (held !== undefined && held.receivedAt > event.receivedAt) continue;
        // Taken out first, so that those which came longest ago are at the front.
        kept.delete(event.subject);
        kept.set(event.subject, event);
      }
      for (const subject of kept.keys()) {
        if (kept.size <= limit) break;
        kept.delete(subject);
      }
      retry();
      throw thrown;
    }
  };

  return {
    handle,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
