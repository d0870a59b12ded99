import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { policyConfig } from "../../../contracts/config.ts";
import { type AlertNotification, alertNotification } from "../../../contracts/notifications.ts";
import { openFederationDb } from "../../platform/db.ts";
import { createLog, silentLog } from "../../platform/log.ts";
import { evaluateAlerts } from "../alerts/evaluate.ts";
import { listAlerts } from "../alerts/listAlerts.ts";
import { resolveAlert } from "../alerts/resolve.ts";
import { silenceAlerts } from "../alerts/silence.ts";
import { openTestFederation, type TestFederation } from "../testing/openTestFederation.ts";
import { untilPasses } from "../testing/untilPasses.ts";
import { deliverMessages } from "./deliverMessages.ts";
import { groupEvents } from "./groupEvents.ts";
import { startNotifier } from "./startNotifier.ts";
import { type Receiver, startReceiver } from "./testing/receiver.ts";
import { trimDeliveries } from "./trimDeliveries.ts";
import { prepareWebhooks, type Webhook } from "./webhook.ts";

// Receivers compare a signature's time with their own clock.
const start = Date.now();
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const secret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;

let federation: TestFederation;
let receivers: Receiver[];
let webhooks: Webhook[];

/** A federation that tells a webhook for each receiver, `hook0`, `hook1` and so on. */
async function open(...ends: Receiver[]) {
  receivers = ends;
  const configs = ends.map(({ url }, index) => ({ name: `hook${index}`, url, secretEnv: "SECRET" }));
  const policy = policyConfig.parse({ notifications: { webhooks: configs } });
  webhooks = prepareWebhooks(policy.notifications.webhooks, new Map([["SECRET", secret]]));
  federation = await openTestFederation({ now: at(0), policy });
  await federation.declare("veria", "performia");
  await federation.ctx.db.pool.query(`update "ProjectCatalog" set status = 'online'`);
}
beforeEach(() => {
  receivers = [];
});
afterEach(async () => {
  await federation.close();
  await Promise.all(receivers.map((receiver) => receiver.stop()));
});

const skew = (slug: string, seconds: number | null) =>
  federation.ctx.db.pool.query('update "ProjectCatalog" set "clockSkewSeconds" = $2 where slug = $1', [slug, seconds]);
/** A cause that begins or ends at a moment, and is seen at once. */
const cause = async (slug: string, seconds: number | null, moment: number) => {
  federation.setNow(at(moment));
  await skew(slug, seconds);
  await evaluateAlerts(federation.ctx);
};
const never = new AbortController().signal;
/** What the notifier does at a moment. */
const tick = async (moment: number, ctx = federation.ctx) => {
  federation.setNow(at(moment));
  await groupEvents(ctx, webhooks);
  return await deliverMessages(ctx, webhooks, never);
};
const messagesOf = (receiver: Receiver | undefined): AlertNotification[] =>
  (receiver?.received ?? []).map(({ body }) => alertNotification.parse(JSON.parse(body)));
const toldBy = (receiver: Receiver | undefined) =>
  messagesOf(receiver).map(({ data }) => data.alerts.map(({ project, event }) => `${project} ${event}`).sort());
const idsAt = (receiver: Receiver | undefined) => receiver?.received.map(({ id }) => id) ?? [];

describe("a group", () => {
  test("is what happens within 30 s of its first event, in one message to each webhook", async () => {
    await open(startReceiver(), startReceiver());
    await cause("veria", 90, 0);
    await cause("performia", 90, 29);
    await tick(29.999);
    expect(receivers.map(toldBy)).toEqual([[], []]);
    await tick(30);
    const both = ["performia opened", "veria opened"];
    expect(receivers.map(toldBy)).toEqual([[both], [both]]);
    await cause("veria", null, 31);
    await tick(60.999);
    expect(toldBy(receivers[0])).toEqual([both]);
    await tick(61);
    expect(toldBy(receivers[0])).toEqual([both, ["veria resolved"]]);
  });

  test("tells the last of an alert that opened and ended within it, as the alert is then", async () => {
    await open(startReceiver());
    await cause("veria", 90, 0);
    await cause("veria", null, 10);
    await tick(30);
    expect(messagesOf(receivers[0])[0]?.data.alerts).toMatchObject([
      { event: "resolved", status: "resolved", project: "veria" },
    ]);
  });

  test("is made once, however many replicas group at the same moment", async () => {
    await open(startReceiver());
    await cause("veria", 90, 0);
    await cause("performia", 90, 1);
    await Promise.all(Array.from({ length: 4 }, () => tick(30)));
    expect(toldBy(receivers[0])).toEqual([["performia opened", "veria opened"]]);
  });
});

test("a message is signed as Standard Webhooks has it: its own library verifies it, and refuses it altered", async () => {
  await open(startReceiver());
  await cause("veria", 90, 0);
  await tick(30);
  const [message] = receivers[0]?.received ?? [];
  const { body = "", headers = {} } = message ?? {};
  expect(message?.id).toMatch(/^msg_[0-9a-f-]{36}$/);
  expect(new StandardWebhook(secret).verify(body, headers)).toMatchObject({ type: "alerts.changed" });
  expect(() => new StandardWebhook(secret).verify(body.replace("opened", "closed"), headers)).toThrow();
});

describe("a receiver that does not take a message", () => {
  test("is sent the same bytes with the same id, signed anew, after 5, 10, 20 s, until it does", async () => {
    await open(startReceiver((count) => new Response(null, { status: count < 4 ? 503 : 200 })));
    await cause("veria", 90, 0);
    await tick(30);
    for (const [early, due] of [
      [34.999, 35],
      [44.999, 45],
      [64.999, 65],
    ] as const) {
      const before = receivers[0]?.received.length;
      await tick(early);
      expect(receivers[0]?.received.length).toBe(before ?? -1);
      await tick(due);
    }
    await tick(10_000);
    expect(receivers[0]?.received).toHaveLength(4);
    expect(new Set(idsAt(receivers[0])).size).toBe(1);
    expect(new Set(receivers[0]?.received.map(({ body }) => body)).size).toBe(1);
    for (const { body, headers } of receivers[0]?.received ?? []) new StandardWebhook(secret).verify(body, headers);
  });

  test("gets what came later only after it, and delays no other webhook", async () => {
    await open(
      startReceiver((count) => new Response(null, { status: count === 1 ? 500 : 200 })),
      startReceiver(),
    );
    await cause("veria", 90, 0);
    await tick(30);
    await cause("veria", null, 31);
    federation.ctx.policy.notifications.groupSeconds = 0;
    await tick(31);
    expect(toldBy(receivers[0])).toEqual([["veria opened"]]);
    expect(toldBy(receivers[1])).toEqual([["veria opened"], ["veria resolved"]]);
    await tick(35);
    expect(toldBy(receivers[0])).toEqual([["veria opened"], ["veria opened"], ["veria resolved"]]);
  });

  test("is not followed elsewhere, and may ask for more time", async () => {
    const elsewhere = startReceiver();
    await open(
      startReceiver(() => Response.redirect(elsewhere.url, 307)),
      startReceiver(() => new Response(null, { status: 429, headers: { "retry-after": "120" } })),
    );
    receivers.push(elsewhere);
    await cause("veria", 90, 0);
    await tick(30);
    await tick(149.999);
    expect(receivers.map(({ received }) => received.length)).toEqual([2, 1, 0]);
    await tick(150);
    expect(receivers.map(({ received }) => received.length)).toEqual([3, 2, 0]);
  });

  test("for 72 h is given up, and what waits behind comes", async () => {
    await open(startReceiver((count) => new Response(null, { status: count < 3 ? 500 : 200 })));
    await cause("veria", 90, 0);
    await tick(30);
    await cause("performia", 90, 40);
    await tick(30 + 72 * 3600);
    const { prisma, pool } = federation.ctx.db;
    const states = await prisma.notificationDelivery.findMany({
      orderBy: { id: "asc" },
      select: { state: true, lastError: true },
    });
    expect(states).toEqual([
      { state: "failed", lastError: "status 500" },
      { state: "delivered", lastError: null },
    ]);
    expect(await trimDeliveries(pool, new Date(start + (30 + 10 * 86_400) * 1000))).toBe(2);
  });

  test("because nobody listens there is tried again", async () => {
    const gone = startReceiver();
    await open(gone);
    await gone.stop();
    await cause("veria", 90, 0);
    expect(await tick(30)).toBe(0);
    expect(await federation.ctx.db.prisma.notificationDelivery.findFirst()).toMatchObject({
      state: "pending",
      lastError: "unreachable",
    });
  });
});

describe("a replica", () => {
  test("that dies before it notes that a message was taken leaves it to the next: told twice, under one id", async () => {
    const other = { db: undefined as ReturnType<typeof openFederationDb> | undefined };
    await open(
      startReceiver(async (count) => {
        if (count === 1) await other.db?.close();
        return new Response(null, { status: 200 });
      }),
    );
    const db = openFederationDb(federation.url, 2);
    other.db = db;
    await cause("veria", 90, 0);
    federation.setNow(at(30));
    await groupEvents(federation.ctx, webhooks);
    await expect(deliverMessages({ ...federation.ctx, db }, webhooks, never)).rejects.toThrow("after calling end");
    expect(await tick(89.999)).toBe(0);
    expect(await tick(90)).toBe(1);
    expect(receivers[0]?.received).toHaveLength(2);
    expect(new Set(idsAt(receivers[0])).size).toBe(1);
  });

  test("shares the work with others: each message is sent once", async () => {
    await open(...Array.from({ length: 5 }, () => startReceiver()));
    await cause("veria", 90, 0);
    federation.setNow(at(30));
    await groupEvents(federation.ctx, webhooks);
    const db = openFederationDb(federation.url, 4);
    const replicas = [federation.ctx, { ...federation.ctx, db }, federation.ctx];
    const delivered = await Promise.all(replicas.map((ctx) => deliverMessages(ctx, webhooks, never)));
    await db.close();
    expect(delivered.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(receivers.map(({ received }) => received.length)).toEqual([1, 1, 1, 1, 1]);
  });

  test("that is started anew sends what the one before it had not", async () => {
    await open(startReceiver());
    federation.ctx.policy.notifications.groupSeconds = 0;
    await cause("veria", 90, 0);
    await groupEvents(federation.ctx, webhooks);
    const notifier = startNotifier({ ctx: federation.ctx, webhooks, log: silentLog, everyMs: 10 });
    await untilPasses(() => expect(toldBy(receivers[0])).toEqual([["veria opened"]]));
    await cause("veria", null, 1);
    await untilPasses(() => expect(toldBy(receivers[0])).toEqual([["veria opened"], ["veria resolved"]]));
    await notifier.stop();
  });

  test("that is told to stop hangs on no receiver, and the message goes at once from the next", async () => {
    const reached = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    await open(
      startReceiver(async (count) => {
        reached.resolve();
        if (count === 1) await gate.promise;
        return new Response(null, { status: 200 });
      }),
    );
    federation.ctx.policy.notifications.groupSeconds = 0;
    await cause("veria", 90, 0);
    const notifier = startNotifier({ ctx: federation.ctx, webhooks, log: silentLog, everyMs: 10 });
    await reached.promise;
    await notifier.stop();
    gate.resolve();
    expect(await tick(0)).toBe(1);
    expect(new Set(idsAt(receivers[0])).size).toBe(1);
  });
});

describe("a silence", () => {
  const silence = (moment: number) =>
    silenceAlerts(federation.ctx, {
      silence: { project: "veria", reason: "maintenance", endsAt: at(moment) },
      by: "dana",
    });

  test("keeps what is raised under it from being told, until it ends", async () => {
    await open(startReceiver());
    await silence(100);
    await cause("veria", 90, 0);
    await tick(99);
    expect(toldBy(receivers[0])).toEqual([]);
    await cause("veria", 90, 100);
    await tick(130);
    expect(toldBy(receivers[0])).toEqual([["veria opened"]]);
  });

  test("over an alert that comes and goes tells nothing at all", async () => {
    await open(startReceiver());
    await silence(100);
    await cause("veria", 90, 0);
    await cause("veria", null, 10);
    await cause("veria", null, 100);
    await tick(1000);
    expect(toldBy(receivers[0])).toEqual([]);
  });

  test("does not keep an end from those who were told of the beginning", async () => {
    await open(startReceiver());
    await cause("veria", 90, 0);
    await tick(30);
    await silence(100);
    await cause("veria", null, 31);
    await tick(61);
    expect(toldBy(receivers[0])).toEqual([["veria opened"], ["veria resolved"]]);
  });
});

test("an alert that somebody resolves is told as resolved, once", async () => {
  await open(startReceiver());
  await cause("veria", 90, 0);
  await tick(30);
  const [alert] = await listAlerts(federation.ctx, {});
  await resolveAlert(federation.ctx, { id: alert?.id ?? "", by: "dana" });
  await cause("veria", null, 40);
  await tick(100);
  const [, told] = messagesOf(receivers[0]);
  expect(receivers[0]?.received).toHaveLength(2);
  expect(told?.data.alerts).toMatchObject([{ event: "resolved", resolvedBy: "dana" }]);
});

test("neither the log nor the database holds a webhook's address or secret", async () => {
  await open(startReceiver((count) => new Response(null, { status: count === 1 ? 500 : 200 })));
  const lines: string[] = [];
  const ctx = { ...federation.ctx, log: createLog("debug", {}, (line) => lines.push(line)) };
  await cause("veria", 90, 0);
  await tick(30, ctx);
  await tick(35, ctx);
  const stored = JSON.stringify(await federation.ctx.db.prisma.notificationDelivery.findMany());
  expect(lines.join("\n")).toContain("notification.delivered");
  for (const text of [lines.join("\n"), stored]) {
    expect(text).not.toContain("hook-d41d8cd98f");
    expect(text).not.toContain(secret.slice(6));
  }
});
