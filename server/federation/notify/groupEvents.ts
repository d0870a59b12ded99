import type { PoolClient } from "pg";
import { type AlertEvent, alertEvent } from "../../../contracts/notifications.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { loadAlertRows } from "../alerts/alertRows.ts";
import type { FederationContext } from "../context.ts";
import { tryLock } from "../locks.ts";
import { composeMessage } from "./composeMessage.ts";
import type { Webhook } from "./webhook.ts";

/** More alerts than this are told in several messages: receivers limit what they take. */
const alertsPerMessage = 50;

type TakenEvent = { webhook: string; alertId: string; event: string };

/** All that waits for a webhook, once the first of it has waited long enough. */
const take = `
delete from "AlertNotification" where webhook in (
  select webhook from "AlertNotification" where webhook = any($1) group by webhook having min(at) <= $2
) returning id, webhook, "alertId", event`;

const insert = `
insert into "NotificationDelivery" (id, webhook, body, "createdAt", "nextAttemptAt")
select *, $4::timestamptz, $4::timestamptz from unnest($1::uuid[], $2::text[], $3::text[])`;

/**
 * Makes messages of what waits: one a webhook, once `groupSeconds` have passed since the first event that is in it. Of
 * an alert that opened and resolved meanwhile the last is told, with the alert as it is now. Of several replicas one
 * does it, the others pass.
 *
 * @returns how many messages were made.
 */
export async function groupEvents(ctx: FederationContext, webhooks: readonly Webhook[]): Promise<number> {
  const now = ctx.clock.now();
  const dueSince = new Date(now.getTime() - ctx.policy.notifications.groupSeconds * 1000);
  return await inTransaction(ctx.db.pool, async (client) => {
    if (!(await tryLock(client, "notifications"))) return 0;
    const taken = await client.query<TakenEvent>(
      `with taken as (${take}) select webhook, "alertId", event from taken order by id`,
      [webhooks.map(({ name }) => name), dueSince],
    );
    if (taken.rows.length === 0) return 0;
    return await insertMessages(client, await composeAll(client, webhooks, taken.rows, now), now);
  });
}

type Message = { webhook: string; body: string };

async function composeAll(
  client: PoolClient,
  webhooks: readonly Webhook[],
  taken: readonly TakenEvent[],
  now: Date,
): Promise<Message[]> {
  const alertIds = [...new Set(taken.map(({ alertId }) => alertId))];
  const rows = new Map((await loadAlertRows(client, alertIds)).map((alert) => [alert.id, alert]));
  return webhooks.flatMap(({ name, format }) => {
    const last = new Map<string, AlertEvent>();
    for (const { webhook, alertId, event } of taken) {
      if (webhook === name) last.set(alertId, alertEvent.parse(event));
    }
    const alerts = [...last].flatMap(([id, event]) => {
      const row = rows.get(id);
      return row === undefined ? [] : [{ ...row, event }];
    });
    const messages: Message[] = [];
    for (let from = 0; from < alerts.length; from += alertsPerMessage) {
      const part = alerts.slice(from, from + alertsPerMessage);
      messages.push({ webhook: name, body: composeMessage(format, part, now) });
    }
    return messages;
  });
}

async function insertMessages(client: PoolClient, messages: readonly Message[], now: Date): Promise<number> {
  if (messages.length === 0) return 0;
  await client.query(insert, [
    messages.map(() => Bun.randomUUIDv7()),
    messages.map(({ webhook }) => webhook),
    messages.map(({ body }) => body),
    now,
  ]);
  return messages.length;
}
