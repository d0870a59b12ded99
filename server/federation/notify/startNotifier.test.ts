import { afterEach, describe, expect, test } from "bun:test";
import { openFederationDb } from "../../platform/db.ts";
import { silentLog } from "../../platform/log.ts";
import { untilPasses } from "../testing/untilPasses.ts";
import { groupEvents } from "./groupEvents.ts";
import { startNotifier } from "./startNotifier.ts";
import { at, deliverToAll, type NotifiedFederation, openNotified, toldAt } from "./testing/openNotified.ts";
import { type Receiver, startReceiver } from "./testing/receiver.ts";

let federation: NotifiedFederation;
afterEach(() => federation.close());

/** Opens a federation that tells these receivers, and hands them back. */
async function open<Receivers extends Receiver[]>(...receivers: Receivers): Promise<Receivers> {
  federation = await openNotified(...receivers);
  return receivers;
}
const idsAt = (receiver: Receiver) => new Set(receiver.received.map(({ id }) => id));

describe("a replica", () => {
  test("that dies before it notes that a message was taken leaves it to the next: told twice, under one id", async () => {
    const other = { db: undefined as ReturnType<typeof openFederationDb> | undefined };
    const receivers = await open(
      startReceiver(async (count) => {
        if (count === 1) await other.db?.close();
        return new Response(null, { status: 200 });
      }),
    );
    const db = openFederationDb(federation.url, 2);
    other.db = db;
    await federation.cause("veria", 90, 0);
    federation.setNow(at(30));
    await groupEvents(federation.ctx, federation.webhooks);
    await expect(deliverToAll({ ...federation.ctx, db }, federation.webhooks)).rejects.toThrow("after calling end");
    expect(await federation.tick(89.999)).toBe(0);
    expect(await federation.tick(90)).toBe(1);
    expect(receivers[0].received).toHaveLength(2);
    expect(idsAt(receivers[0]).size).toBe(1);
  });

  test("shares the work with others: each message is sent once", async () => {
    const receivers = await open(...Array.from({ length: 5 }, () => startReceiver()));
    await federation.cause("veria", 90, 0);
    federation.setNow(at(30));
    await groupEvents(federation.ctx, federation.webhooks);
    const db = openFederationDb(federation.url, 4);
    const replicas = [federation.ctx, { ...federation.ctx, db }, federation.ctx];
    const delivered = await Promise.all(replicas.map((ctx) => deliverToAll(ctx, federation.webhooks)));
    await db.close();
    expect(delivered.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(receivers.map(({ received }) => received.length)).toEqual([1, 1, 1, 1, 1]);
  });

  test("that is started anew sends what the one before it had not", async () => {
    const receivers = await open(startReceiver());
    federation.ctx.policy.notifications.groupSeconds = 0;
    await federation.cause("veria", 90, 0);
    await groupEvents(federation.ctx, federation.webhooks);
    const notifier = startNotifier({ ctx: federation.ctx, webhooks: federation.webhooks, log: silentLog, everyMs: 10 });
    await untilPasses(() => expect(toldAt(receivers[0])).toEqual([["veria opened"]]));
    await federation.cause("veria", null, 1);
    await untilPasses(() => expect(toldAt(receivers[0])).toEqual([["veria opened"], ["veria resolved"]]));
    await notifier.stop();
  });

  test("without any webhook gives up what waits for one that was taken out of the policy, an hour later", async () => {
    const receivers = await open(startReceiver());
    const { ctx } = federation;
    const states = async () =>
      (await ctx.db.pool.query('select state from "NotificationDelivery"')).rows.map(({ state }) => state);
    await federation.cause("veria", 90, 0);
    federation.setNow(at(30));
    await groupEvents(ctx, federation.webhooks);
    for (const [moment, expected] of [
      [3600, "pending"],
      [3700, "failed"],
    ] as const) {
      federation.setNow(at(moment));
      // It tidies up when it begins, and its stop waits for that.
      await startNotifier({ ctx, webhooks: [], log: silentLog }).stop();
      expect(await states()).toEqual([expected]);
    }
    expect(receivers[0].received).toEqual([]);
  });

  test("holds up no webhook, nor what it groups, for a receiver that hangs", async () => {
    const gate = Promise.withResolvers<void>();
    const receivers = await open(
      startReceiver(async () => {
        await gate.promise;
        return new Response(null, { status: 200 });
      }),
      startReceiver(),
    );
    federation.ctx.policy.notifications.groupSeconds = 0;
    await federation.cause("veria", 90, 0);
    const notifier = startNotifier({ ctx: federation.ctx, webhooks: federation.webhooks, log: silentLog, everyMs: 10 });
    await untilPasses(() => expect(toldAt(receivers[1])).toEqual([["veria opened"]]));
    await federation.cause("veria", null, 1);
    await untilPasses(() => expect(toldAt(receivers[1])).toEqual([["veria opened"], ["veria resolved"]]));
    expect(toldAt(receivers[0])).toHaveLength(1);
    gate.resolve();
    await notifier.stop();
  });

  test("that is told to stop hangs on no receiver, and the message goes at once from the next", async () => {
    const reached = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const receivers = await open(
      startReceiver(async (count) => {
        reached.resolve();
        if (count === 1) await gate.promise;
        return new Response(null, { status: 200 });
      }),
    );
    federation.ctx.policy.notifications.groupSeconds = 0;
    await federation.cause("veria", 90, 0);
    const notifier = startNotifier({ ctx: federation.ctx, webhooks: federation.webhooks, log: silentLog, everyMs: 10 });
    await reached.promise;
    await notifier.stop();
    gate.resolve();
    expect(await federation.tick(0)).toBe(1);
    expect(idsAt(receivers[0]).size).toBe(1);
  });
});
