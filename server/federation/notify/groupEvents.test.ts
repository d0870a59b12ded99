import { afterEach, describe, expect, test } from "bun:test";
import { listAlerts } from "../alerts/listAlerts.ts";
import { resolveAlert } from "../alerts/resolve.ts";
import { silenceAlerts } from "../alerts/silence.ts";
import { testAuthor } from "../testing/openTestFederation.ts";
import { at, messagesAt, type NotifiedFederation, openNotified, toldAt } from "./testing/openNotified.ts";
import { type Receiver, startReceiver } from "./testing/receiver.ts";

let federation: NotifiedFederation;
afterEach(() => federation.close());

/** Opens a federation that tells these receivers, and hands them back. */
async function open<Receivers extends Receiver[]>(...receivers: Receivers): Promise<Receivers> {
  federation = await openNotified(...receivers);
  return receivers;
}

describe("a group", () => {
  test("is what happens within 30 s of its first event, in one message to each webhook", async () => {
    const receivers = await open(startReceiver(), startReceiver());
    await federation.cause("veria", 90, 0);
    await federation.cause("performia", 90, 29);
    await federation.tick(29.999);
    expect(receivers.map(toldAt)).toEqual([[], []]);
    await federation.tick(30);
    const both = ["performia opened", "veria opened"];
    expect(receivers.map(toldAt)).toEqual([[both], [both]]);
    await federation.cause("veria", null, 31);
    await federation.tick(60.999);
    expect(toldAt(receivers[0])).toEqual([both]);
    await federation.tick(61);
    expect(toldAt(receivers[0])).toEqual([both, ["veria resolved"]]);
  });

  test("tells the last of an alert that opened and ended within it, as the alert is then", async () => {
    const receivers = await open(startReceiver());
    await federation.cause("veria", 90, 0);
    await federation.cause("veria", null, 10);
    await federation.tick(30);
    expect(messagesAt(receivers[0])[0]?.data.alerts).toMatchObject([
      { event: "resolved", status: "resolved", project: "veria" },
    ]);
  });

  test("is made once, however many replicas group at the same moment", async () => {
    const receivers = await open(startReceiver());
    await federation.cause("veria", 90, 0);
    await federation.cause("performia", 90, 1);
    await Promise.all(Array.from({ length: 4 }, () => federation.tick(30)));
    expect(toldAt(receivers[0])).toEqual([["performia opened", "veria opened"]]);
  });
});

describe("a silence", () => {
  const silence = (moment: number) =>
    silenceAlerts(federation.ctx, {
      silence: { project: "veria", reason: "maintenance", endsAt: at(moment) },
      by: testAuthor("dana"),
    });

  test("keeps what is raised under it from being told, until it ends", async () => {
    const receivers = await open(startReceiver());
    await silence(100);
    await federation.cause("veria", 90, 0);
    await federation.tick(99);
    expect(toldAt(receivers[0])).toEqual([]);
    await federation.cause("veria", 90, 100);
    await federation.tick(130);
    expect(toldAt(receivers[0])).toEqual([["veria opened"]]);
  });

  test("over an alert that comes and goes tells nothing at all", async () => {
    const receivers = await open(startReceiver());
    await silence(100);
    await federation.cause("veria", 90, 0);
    await federation.cause("veria", null, 10);
    await federation.cause("veria", null, 100);
    await federation.tick(1000);
    expect(toldAt(receivers[0])).toEqual([]);
  });

  test("does not keep an end from those who were told of the beginning", async () => {
    const receivers = await open(startReceiver());
    await federation.cause("veria", 90, 0);
    await federation.tick(30);
    await silence(100);
    await federation.cause("veria", null, 31);
    await federation.tick(61);
    expect(toldAt(receivers[0])).toEqual([["veria opened"], ["veria resolved"]]);
  });
});

test("an alert that somebody resolves is told as resolved, once", async () => {
  const receivers = await open(startReceiver());
  await federation.cause("veria", 90, 0);
  await federation.tick(30);
  const [alert] = await listAlerts(federation.ctx, {});
  await resolveAlert(federation.ctx, { id: alert?.id ?? "", by: testAuthor("dana") });
  await federation.cause("veria", null, 40);
  await federation.tick(100);
  const [, told] = messagesAt(receivers[0]);
  expect(receivers[0].received).toHaveLength(2);
  expect(told?.data.alerts).toMatchObject([{ event: "resolved", resolvedBy: "dana" }]);
});
