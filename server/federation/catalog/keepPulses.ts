import type { EventBatch } from "../../mesh/consume.ts";
import type { MeshEvent } from "../../mesh/parseEvent.ts";
import type { Changes } from "../live/changes.ts";
import type { RecordPulses } from "./recordPulses.ts";

const retryMs = 1000;

/**
 * Nobody sends a pulse twice, so while the database is away the newest pulse of every hub is kept in memory, and stored
 * as soon as that works again: a database that was away must not make hubs look silent.
 */
export function keepPulses(
  record: RecordPulses,
  onRecorded: (changes: Changes) => void,
): { handle(batch: EventBatch): Promise<void>; stop(): void } {
  const kept = new Map<string, MeshEvent>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const retry = () => {
    if (timer !== undefined || stopped) return;
    timer = setTimeout(() => {
      timer = undefined;
      handle({ events: [], rejected: [] }).catch(() => {});
    }, retryMs);
  };

  const handle = async (batch: EventBatch): Promise<void> => {
    const events = [...kept.values(), ...batch.events];
    kept.clear();
    try {
      onRecorded(await record({ ...batch, events }));
    } catch (thrown) {
      for (const event of events) {
        const held = kept.get(event.subject);
        if (held === undefined || held.receivedAt <= event.receivedAt) kept.set(event.subject, event);
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
