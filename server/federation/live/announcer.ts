import { messageOf } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { announce } from "./announce.ts";
import { type Changes, mergeChanges, noChanges } from "./changes.ts";

/** Gathers changes and announces them together. */
export type Announcer = { add(changes: Changes): void; stop(): Promise<void> };

const gatherMs = 100;

/**
 * Announces at most every 100 ms, and never spends more than a fifth of the time on it: under load, clients see fewer,
 * larger notices. What cannot be announced becomes a `resync`, so that no client keeps an old picture.
 */
export function createAnnouncer(ctx: FederationContext): Announcer {
  let pending = noChanges();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();
  let restMs = gatherMs;
  let stopped = false;

  const isEmpty = () => Object.values(pending).every((ids) => ids.length === 0);

  const flush = async () => {
    const changes = pending;
    pending = noChanges();
    const started = performance.now();
    try {
      await announce(ctx, changes);
    } catch (thrown) {
      ctx.log.warn("live.announce_failed", { error: messageOf(thrown) });
      await ctx.changes.publish({ type: "resync" });
    }
    restMs = Math.max(gatherMs, 4 * (performance.now() - started));
  };

  const schedule = () => {
    if (timer !== undefined || stopped || isEmpty()) return;
    timer = setTimeout(() => {
      running = flush().finally(() => {
        timer = undefined;
        schedule();
      });
    }, restMs);
  };

  return {
    add(changes) {
      pending = mergeChanges(pending, changes);
      schedule();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      if (!isEmpty()) await flush();
    },
  };
}
