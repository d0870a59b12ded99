import type { Log } from "../../platform/log.ts";
import type { FederationContext } from "../context.ts";
import { repeat } from "../repeat.ts";
import { deliverMessages } from "./deliverMessages.ts";
import { groupEvents } from "./groupEvents.ts";
import { trimDeliveries } from "./trimDeliveries.ts";
import type { Webhook } from "./webhook.ts";

/**
 * Tells webhooks of alerts: groups what happened, and sends it until it is taken. What is to be told is in the
 * database, so several replicas share it, and what one leaves undone the next does. @returns its stop.
 */
export function startNotifier(options: {
  ctx: FederationContext;
  webhooks: readonly Webhook[];
  log: Log;
  everyMs?: number;
}): { stop(): Promise<void> } {
  const { ctx, webhooks, log, everyMs = 1000 } = options;
  if (webhooks.length === 0) return { stop: async () => {} };
  const stopping = new AbortController();
  const stops = [
    repeat(log, "notifier", everyMs, async () => {
      await groupEvents(ctx, webhooks);
      await deliverMessages(ctx, webhooks, stopping.signal);
    }),
    repeat(log, "notifier upkeep", 3_600_000, async () => void (await trimDeliveries(ctx.db.pool, ctx.clock.now()))),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}
