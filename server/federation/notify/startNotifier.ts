import type { Log } from "../../platform/log.ts";
import { repeat } from "../../platform/repeat.ts";
import type { FederationContext } from "../context.ts";
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
  const stopping = new AbortController();
  const names = webhooks.map(({ name }) => name);
  const upkeep = async () => void (await trimDeliveries(ctx.db.pool, names, ctx.clock.now()));
  // Also where no webhook is declared any more: what was for the last one is left.
  const jobs = [repeat(log, "notifier upkeep", 3_600_000, upkeep)];
  if (webhooks.length > 0) {
    jobs.push(repeat(log, "notifier", everyMs, async () => void (await groupEvents(ctx, webhooks))));
  }
  // Each by itself: a receiver that hangs holds up nobody else's messages.
  for (const webhook of webhooks) {
    const deliver = async () => void (await deliverMessages(ctx, webhook, stopping.signal));
    jobs.push(repeat(log, `notifier of ${webhook.name}`, everyMs, deliver));
  }
  return {
    async stop() {
      stopping.abort();
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
