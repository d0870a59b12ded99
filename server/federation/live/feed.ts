import { headers } from "@nats-io/nats-core";
import { type ChangeNotice, changeNotice } from "../../../contracts/changes.ts";
import { changesSubject } from "../../../contracts/subjects.ts";
import type { Mesh } from "../../mesh/connect.ts";
import { messageOf } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import { NoticeRing, type NumberedNotice } from "./ring.ts";
import { Subscriber } from "./subscriber.ts";

/** Change notices, shared by every replica of the Meta Hub. */
export type ChangeFeed = {
  /** Tells every subscriber of every replica. Subscribers of this one are told even while the mesh is away. */
  publish(notice: ChangeNotice): Promise<void>;
  /**
   * Notices as they come, after `lastEventId` where one is given; when that id cannot be told apart, a `resync` comes
   * first. A subscription begins with the call, so that what is asked for afterwards misses nothing in between.
   */
  subscribe(options: { lastEventId?: string | null; signal: AbortSignal }): AsyncIterable<NumberedNotice>;
  close(): void;
};

const keptNotices = 1000;
const originHeader = "Fed-Replica";

/**
 * Makes this replica's feed. Notices to other replicas travel over core NATS. A connection that was lost may have cost
 * notices of theirs, so its return tells every subscriber to ask for everything.
 */
export function createChangeFeed({ mesh, log }: { mesh: Mesh; log: Log }): ChangeFeed {
  const bootId = crypto.randomUUID();
  const ring = new NoticeRing(bootId, keptNotices);
  const subscribers = new Set<Subscriber>();

  const deliver = (notice: ChangeNotice) => {
    const numbered = ring.add(notice);
    for (const subscriber of subscribers) subscriber.push(numbered);
  };

  const remote = mesh.nc.subscribe(changesSubject, {
    callback: (error, message) => {
      if (error !== null || message.headers?.get(originHeader) === bootId) return;
      try {
        deliver(changeNotice.parse(message.json()));
      } catch (thrown) {
        log.warn("live.bad_notice", { error: messageOf(thrown) });
      }
    },
  });
  const stopWatching = mesh.onConnectionChange((connected) => {
    if (connected) deliver({ type: "resync" });
  });

  return {
    async publish(notice) {
      deliver(notice);
      if (!mesh.isConnected() || mesh.nc.isClosed()) return;
      const origin = headers();
      origin.set(originHeader, bootId);
      mesh.nc.publish(changesSubject, JSON.stringify(notice), { headers: origin });
    },
    subscribe({ lastEventId = null, signal }) {
      const subscriber = new Subscriber();
      if (lastEventId !== null) {
        const missed = ring.after(lastEventId) ?? [{ id: ring.lastId, notice: { type: "resync" as const } }];
        for (const numbered of missed) subscriber.push(numbered);
      }
      const leave = () => {
        signal.removeEventListener("abort", leave);
        subscribers.delete(subscriber);
        subscriber.end();
      };
      subscribers.add(subscriber);
      signal.addEventListener("abort", leave);
      if (signal.aborted) leave();
      return withEnd(subscriber.notices(), leave);
    },
    close() {
      for (const subscriber of subscribers) subscriber.end();
      stopWatching();
      if (!mesh.nc.isClosed()) remote.unsubscribe();
    },
  };
}

async function* withEnd<T>(source: AsyncIterable<T>, end: () => void): AsyncGenerator<T> {
  try {
    yield* source;
  } finally {
    end();
  }
}
