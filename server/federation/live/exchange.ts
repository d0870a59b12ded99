import { headers } from "@nats-io/nats-core";
import { type ChangeNotice, changeNotice } from "../../../contracts/changes.ts";
import { changesSubject } from "../../../contracts/subjects.ts";
import type { Mesh } from "../../mesh/connect.ts";
import { messageOf } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";

/** What this replica of the Meta Hub tells the others. */
export type NoticeExchange = { tell(notice: ChangeNotice): void; stop(): void };

const originHeader = "Fed-Replica";
const numberHeader = "Fed-Notice";

/**
 * Exchanges notices with the other replicas over core NATS, which stores nothing: wherever one may have been lost, `hear`
 * is given a `resync`. That is when this replica's connection returns, when another one's does and it had something to
 * tell meanwhile, and when the numbers of another one's notices leave a gap.
 *
 * @param bootId names this replica.
 */
export function exchangeNotices(options: {
  mesh: Mesh;
  log: Log;
  bootId: string;
  hear: (notice: ChangeNotice) => void;
}): NoticeExchange {
  const { mesh, log, bootId, hear } = options;
  /** The number of the last notice of each other replica. */
  const lastOf = new Map<string, number>();
  let told = 0;
  let untold = false;

  const leavesGap = (origin: string, number: number) => {
    const last = lastOf.get(origin);
    lastOf.set(origin, number);
    return last !== undefined && number > last + 1;
  };

  const subscription = mesh.nc.subscribe(changesSubject, {
    callback: (error, message) => {
      const origin = message.headers?.get(originHeader) ?? "";
      if (error !== null || origin === bootId) return;
      try {
        const notice = changeNotice.parse(message.json());
        const missed = leavesGap(origin, Number(message.headers?.get(numberHeader)));
        hear(missed ? { type: "resync" } : notice);
      } catch (thrown) {
        log.warn("live.bad_notice", { error: messageOf(thrown) });
      }
    },
  });

  const tell = (notice: ChangeNotice) => {
    told++;
    untold = !mesh.isConnected() || mesh.nc.isClosed();
    if (untold) return;
    const sent = headers();
    sent.set(originHeader, bootId);
    sent.set(numberHeader, String(told));
    mesh.nc.publish(changesSubject, JSON.stringify(notice), { headers: sent });
  };

  const stopWatching = mesh.onConnectionChange((connected) => {
    if (!connected) return;
    hear({ type: "resync" });
    if (untold) tell({ type: "resync" });
  });

  return {
    tell,
    stop() {
      void stopWatching();
      if (!mesh.nc.isClosed()) subscription.unsubscribe();
    },
  };
}
