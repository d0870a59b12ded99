import { SpanKind } from "@opentelemetry/api";
import { type Cause, mostCauses, traceShared } from "../../mesh/traceEvents.ts";
import { messageOf } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { type Changes, mergeChanges, noChanges } from "./changes.ts";

/** Gathers changes and announces them together; `causes` are the traces of the events that made them. */
export type Announcer = { add(changes: Changes, causes?: readonly Cause[]): void; stop(): Promise<void> };

const gatherMs = 100;

/**
 * Announces what comes after a pause at once, then at most every 100 ms, and never spends more than a fifth of the time on
 * it: under load, clients see fewer, larger notices. What cannot be announced becomes a `resync`, so that no client keeps an
 * old picture.
 */
export function createAnnouncer(ctx: FederationContext): Announcer {
  let pending = noChanges();
  let pendingCauses: Cause[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();
  let restedAt = 0;
  let stopped = false;

  const isEmpty = (changes: Changes) => Object.values(changes).every((ids) => ids.length === 0);

  const flush = async () => {
    const changes = pending;
    const causes = pendingCauses;
    pending = noChanges();
    pendingCauses = [];
    const started = performance.now();
    const span = { name: "fed.changes.announce", each: "fed.event.announce", kind: SpanKind.INTERNAL, causes };
    const attributes = { "fed.projects": changes.projects.length, "fed.edges": changes.edges.length };
    try {
      await traceShared({ ...span, attributes }, () => ctx.announce(changes));
    } catch (thrown) {
      ctx.log.warn("live.announce_failed", { error: messageOf(thrown) });
      ctx.changes.publish({ type: "resync" });
    }
    const now = performance.now();
    restedAt = now + Math.max(gatherMs, 4 * (now - started));
  };

  const schedule = () => {
    if (timer !== undefined || stopped || isEmpty(pending)) return;
    timer = setTimeout(
      () => {
        running = flush().finally(() => {
          timer = undefined;
          schedule();
        });
      },
      Math.max(0, restedAt - performance.now()),
    );
  };

  return {
    add(changes, causes = []) {
      if (isEmpty(changes)) return;
      pending = mergeChanges(pending, changes);
      pendingCauses = [...pendingCauses, ...causes].slice(0, mostCauses);
      schedule();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      if (!isEmpty(pending)) await flush();
    },
  };
}
