import { afterEach, describe, expect, test } from "bun:test";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { createLog } from "../../platform/log.ts";
import { at, type NotifiedFederation, openNotified, testSecret, toldAt } from "./testing/openNotified.ts";
import { type Receiver, startReceiver } from "./testing/receiver.ts";
import { trimDeliveries } from "./trimDeliveries.ts";

let federation: NotifiedFederation;
afterEach(() => federation.close());

/** Opens a federation that tells these receivers, and hands them back. */
async function open<Receivers extends Receiver[]>(...receivers: Receivers): Promise<Receivers> {
  federation = await openNotified(...receivers);
  return receivers;
}
const idsAt = (receiver: Receiver) => new Set(receiver.received.map(({ id }) => id));

test("a message is signed as Standard Webhooks has it: its own library verifies it, and refuses it altered", async () => {
  const receivers = await open(startReceiver());
  await federation.cause("veria", 90, 0);
  await federation.tick(30);
  const [message] = receivers[0].received;
  const { body = "", headers = {} } = message ?? {};
  expect(message?.id).toMatch(/^msg_[0-9a-f-]{36}$/);
  expect(new StandardWebhook(testSecret).verify(body, headers)).toMatchObject({ type: "alerts.changed" });
  expect(() => new StandardWebhook(testSecret).verify(body.replace("opened", "closed"), headers)).toThrow();
});

describe("a receiver that does not take a message", () => {
  test("is sent the same bytes with the same id, signed anew, after 5, 10, 20 s, until it does", async () => {
    const receivers = await open(startReceiver((count) => new Response(null, { status: count < 4 ? 503 : 200 })));
    await federation.cause("veria", 90, 0);
    await federation.tick(30);
    for (const [early, due] of [
      [34.999, 35],
      [44.999, 45],
      [64.999, 65],
    ] as const) {
      const before = receivers[0].received.length;
      await federation.tick(early);
      expect(receivers[0].received.length).toBe(before ?? -1);
      await federation.tick(due);
    }
    await federation.tick(10_000);
    expect(receivers[0].received).toHaveLength(4);
    expect(idsAt(receivers[0]).size).toBe(1);
    expect(new Set(receivers[0].received.map(({ body }) => body)).size).toBe(1);
    for (const { body, headers } of receivers[0].received) new StandardWebhook(testSecret).verify(body, headers);
  });

  test("gets what came later only after it, and delays no other webhook", async () => {
    const receivers = await open(
      startReceiver((count) => new Response(null, { status: count === 1 ? 500 : 200 })),
      startReceiver(),
    );
    await federation.cause("veria", 90, 0);
    await federation.tick(30);
    await federation.cause("veria", null, 31);
    federation.ctx.policy.notifications.groupSeconds = 0;
    await federation.tick(31);
    expect(toldAt(receivers[0])).toEqual([["veria opened"]]);
    expect(toldAt(receivers[1])).toEqual([["veria opened"], ["veria resolved"]]);
    await federation.tick(35);
    expect(toldAt(receivers[0])).toEqual([["veria opened"], ["veria opened"], ["veria resolved"]]);
  });

  test("is not followed elsewhere, and may ask for more time", async () => {
    const elsewhere = startReceiver();
    const receivers = await open(
      startReceiver(() => Response.redirect(elsewhere.url, 307)),
      startReceiver(() => new Response(null, { status: 429, headers: { "retry-after": "120" } })),
    );
    await federation.cause("veria", 90, 0);
    await federation.tick(30);
    await federation.tick(149.999);
    expect(receivers.map(({ received }) => received.length)).toEqual([2, 1]);
    await federation.tick(150);
    expect(receivers.map(({ received }) => received.length)).toEqual([2, 2]);
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  test("for 72 h is given up, and what waits behind comes", async () => {
    await open(startReceiver((count) => new Response(null, { status: count < 3 ? 500 : 200 })));
    await federation.cause("veria", 90, 0);
    await federation.tick(30);
    await federation.cause("performia", 90, 40);
    await federation.tick(30 + 72 * 3600);
    const { prisma, pool } = federation.ctx.db;
    const states = await prisma.notificationDelivery.findMany({
      orderBy: { id: "asc" },
      select: { state: true, lastError: true },
    });
    expect(states).toEqual([
      { state: "failed", lastError: "status 500" },
      { state: "delivered", lastError: null },
    ]);
    expect(await trimDeliveries(pool, ["hook0"], new Date(at(31 + 10 * 86_400)))).toBe(2);
  });

  test("because nobody listens there is tried again", async () => {
    const gone = startReceiver();
    await open(gone);
    await gone.stop();
    await federation.cause("veria", 90, 0);
    expect(await federation.tick(30)).toBe(0);
    expect(await federation.ctx.db.prisma.notificationDelivery.findFirst()).toMatchObject({
      state: "pending",
      lastError: "unreachable",
    });
  });
});

test("neither the log nor the database holds a webhook's address or secret", async () => {
  await open(startReceiver((count) => new Response(null, { status: count === 1 ? 500 : 200 })));
  const lines: string[] = [];
  const ctx = { ...federation.ctx, log: createLog("debug", {}, (line) => lines.push(line)) };
  await federation.cause("veria", 90, 0);
  await federation.tick(30, ctx);
  await federation.tick(35, ctx);
  const stored = JSON.stringify(await federation.ctx.db.prisma.notificationDelivery.findMany());
  expect(lines.join("\n")).toContain("notification.delivered");
  for (const text of [lines.join("\n"), stored]) {
    expect(text).not.toContain("hook-d41d8cd98f");
    expect(text).not.toContain(testSecret.slice(6));
  }
});
