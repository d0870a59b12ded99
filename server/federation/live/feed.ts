import type { ChangeNotice } from "../../../contracts/changes.ts";
import type { Mesh } from "../../mesh/connect.ts";
import type { Log } from "../../platform/log.ts";
import { exchangeNotices } from "./exchange.ts";
import { NoticeRing, type NumberedNotice } from "./ring.ts";
import { Subscriber } from "./subscriber.ts";
import { withEnd } from "./withEnd.ts";

/** Change notices, shared by every replica of the Meta Hub. */
export type ChangeFeed = {
  /** Tells every subscriber of every replica. Subscribers of this one are told even while the mesh is away. */
  publish(notice: ChangeNotice): void;
  /**
   * Notices as they come, after `lastEventId` where one is given; when that id cannot be told apart, a `resync` comes
   * first. A subscription begins with the call, so that what is asked for afterwards misses nothing in between.
   */
  subscribe(options: { lastEventId?: string | null; signal: AbortSignal }): AsyncIterable<NumberedNotice>;
  /** How many subscriptions are open here. */
  subscribers(): number;
  close(): void;
};

/** `onNotice` is told of each notice that goes to the subscribers here. */
type FeedOptions = { mesh: Mesh; log: Log; onNotice?: (type: ChangeNotice["type"]) => void };

/** Minutes of an ordinary federation, seconds of a busy one; at most about 5 MB. */
const kept = { notices: 1000, rows: 5000 };

/** Makes this replica's feed. */
export function createChangeFeed({ mesh, log, onNotice }: FeedOptions): ChangeFeed {
  const bootId = crypto.randomUUID();
  const ring = new NoticeRing(bootId, kept);
  const subscribers = new Set<Subscriber>();

  const deliver = (notice: ChangeNotice) => {
    const numbered = ring.add(notice);
    onNotice?.(notice.type);
    for (const subscriber of subscribers) subscriber.push(numbered);
  };

  const exchange = exchangeNotices({ mesh, log, bootId, hear: deliver });

  return {
    publish(notice) {
      deliver(notice);
      exchange.tell(notice);
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
    subscribers: () => subscribers.size,
    close() {
      for (const subscriber of subscribers) subscriber.end();
      exchange.stop();
    },
  };
}
