import { policyConfig } from "../../../../contracts/config.ts";
import { type AlertNotification, alertNotification } from "../../../../contracts/notifications.ts";
import { evaluateAlerts } from "../../alerts/evaluate.ts";
import { openTestFederation, type TestFederation } from "../../testing/openTestFederation.ts";
import { deliverMessages } from "../deliverMessages.ts";
import { groupEvents } from "../groupEvents.ts";
import { prepareWebhooks, type Webhook } from "../webhook.ts";
import type { Receiver } from "./receiver.ts";

export const testSecret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;

// Receivers compare a signature's time with their own clock.
const start = Date.now();

/** A moment in seconds since the test began. */
export const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();

/** Never aborted. */
const never = new AbortController().signal;

/** Delivers what is due to every webhook. Answers how many messages were taken. */
export async function deliverToAll(ctx: TestFederation["ctx"], webhooks: readonly Webhook[]): Promise<number> {
  const delivered = await Promise.all(webhooks.map((webhook) => deliverMessages(ctx, webhook, never)));
  return delivered.reduce((sum, count) => sum + count, 0);
}

/** A federation of `veria` and `performia` that tells a webhook for each receiver: `hook0`, `hook1` and so on. */
export type NotifiedFederation = TestFederation & {
  webhooks: Webhook[];
  /** A cause that begins (seconds of clock skew) or ends (null) at a moment, and is seen at once. */
  cause(slug: string, skewSeconds: number | null, moment: number): Promise<void>;
  /** What the notifier does at a moment. Answers how many messages were taken. */
  tick(moment: number, ctx?: TestFederation["ctx"]): Promise<number>;
};

export async function openNotified(...receivers: Receiver[]): Promise<NotifiedFederation> {
  const configs = receivers.map(({ url }, index) => ({ name: `hook${index}`, url, secretEnv: "SECRET" }));
  const policy = policyConfig.parse({ notifications: { webhooks: configs } });
  const webhooks = prepareWebhooks(policy.notifications.webhooks, new Map([["SECRET", testSecret]]));
  const federation = await openTestFederation({ now: at(0), policy });
  const { pool } = federation.ctx.db;
  await federation.declare("veria", "performia");
  await pool.query(`update "ProjectCatalog" set status = 'online'`);
  return {
    ...federation,
    webhooks,
    async cause(slug, skewSeconds, moment) {
      federation.setNow(at(moment));
      await pool.query('update "ProjectCatalog" set "clockSkewSeconds" = $2 where slug = $1', [slug, skewSeconds]);
      await evaluateAlerts(federation.ctx);
    },
    async tick(moment, ctx = federation.ctx) {
      federation.setNow(at(moment));
      await groupEvents(ctx, webhooks);
      return await deliverToAll(ctx, webhooks);
    },
    async close() {
      await federation.close();
      await Promise.all(receivers.map((receiver) => receiver.stop()));
    },
  };
}

/** The messages that a receiver got, in their order. */
export const messagesAt = (receiver: Receiver): AlertNotification[] =>
  receiver.received.map(({ body }) => alertNotification.parse(JSON.parse(body)));

/** The same in short: for each message `<project> <event>` of its alerts. */
export const toldAt = (receiver: Receiver): string[][] =>
  messagesAt(receiver).map(({ data }) => data.alerts.map(({ project, event }) => `${project} ${event}`).sort());
