import type { FederationContext } from "../context.ts";
import { givenUpAfterMs, waitAfter } from "./backoff.ts";
import { type Attempt, sendMessage } from "./sendMessage.ts";
import type { Webhook } from "./webhook.ts";

type Claimed = { id: string; webhook: string; body: string; attempts: number; createdAt: Date };

/** Longer than any attempt takes: whoever holds a message for longer has died, and another one tries. */
const leaseSeconds = 60;

/**
 * The oldest message of a webhook that is not done, when it is due: what comes after it waits, so that an alert's end
 * never overtakes its beginning. The attempt is noted before it is made.
 */
const claim = `
with due as (
  select message.id from "NotificationDelivery" message
  where message.state = 'pending' and message.webhook = $1 and message."nextAttemptAt" <= $2
    and not exists (select from "NotificationDelivery" older
      where older.state = 'pending' and older.webhook = message.webhook and older.id < message.id)
  for update skip locked
)
update "NotificationDelivery" message set attempts = attempts + 1,
  "nextAttemptAt" = $2::timestamptz + make_interval(secs => ${leaseSeconds})
from due where message.id = due.id
returning message.id, message.webhook, message.body, message.attempts, message."createdAt"`;

/** Only whoever made the last attempt may say how it ended. */
const settle = `
update "NotificationDelivery" set state = $3, "lastError" = $4, "nextAttemptAt" = $5, "finishedAt" = $6
where id = $1 and attempts = $2 and state = 'pending'`;

/**
 * Sends a webhook what is due to it, in order, until nothing is. Several replicas share the work.
 *
 * @returns how many messages were taken by their receiver.
 */
export async function deliverMessages(ctx: FederationContext, webhook: Webhook, signal: AbortSignal): Promise<number> {
  let delivered = 0;
  while (!signal.aborted) {
    const { rows } = await ctx.db.pool.query<Claimed>({
      name: "claim-notifications",
      text: claim,
      values: [webhook.name, ctx.clock.now()],
    });
    const [message] = rows;
    if (message === undefined) break;
    const attempt = await sendMessage(webhook, message, ctx.clock.now(), signal);
    await recordAttempt(ctx, message, attempt);
    if (attempt.ok) delivered += 1;
  }
  return delivered;
}

async function recordAttempt(ctx: FederationContext, message: Claimed, attempt: Attempt): Promise<void> {
  const { id, webhook, attempts, createdAt } = message;
  const now = ctx.clock.now();
  const end = (state: "delivered" | "failed", error: string | null) => [id, attempts, state, error, now, now];
  if (attempt.ok) {
    await ctx.db.pool.query(settle, end("delivered", null));
    ctx.log.info("notification.delivered", { webhook, message: id, attempts });
    return;
  }
  const { error, askedMs } = attempt;
  if (error !== "stopped" && now.getTime() - createdAt.getTime() >= givenUpAfterMs) {
    await ctx.db.pool.query(settle, end("failed", error));
    ctx.log.error("notification.given_up", { webhook, message: id, attempts, error });
    return;
  }
  const waitMs = error === "stopped" ? 0 : waitAfter(attempts, askedMs);
  await ctx.db.pool.query(settle, [id, attempts, "pending", error, new Date(now.getTime() + waitMs), null]);
  ctx.log.warn("notification.failed", { webhook, message: id, attempts, error, nextInSeconds: waitMs / 1000 });
}
