import type { PoolClient } from "pg";
import type { Policy } from "../../../contracts/config.ts";
import type { AlertEvent } from "../../../contracts/notifications.ts";

/**
 * Notes, in the caller's transaction, what each webhook must be told, and of each alert whether its opening was told.
 * Two statements, or none.
 */
export async function enqueueEvents(
  client: PoolClient,
  policy: Policy,
  events: readonly { alertId: string; event: AlertEvent }[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  const values = [events.map(({ alertId }) => alertId), events.map(({ event }) => event)];
  await client.query(
    `update "EcosystemAlert" alert set told = (told.event = 'opened')
     from unnest($1::uuid[], $2::text[]) as told (id, event) where alert.id = told.id`,
    values,
  );
  const webhooks = policy.notifications.webhooks.map(({ name }) => name);
  if (webhooks.length === 0) return;
  await client.query(
    `insert into "AlertNotification" ("alertId", event, webhook, at)
     select told.id, told.event, webhook, $4
     from unnest($1::uuid[], $2::text[]) with ordinality as told (id, event, place), unnest($3::text[]) as webhook
     order by place`,
    [...values, webhooks, now],
  );
}
