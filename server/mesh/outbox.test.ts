import { expect, test } from "bun:test";
import { eventually } from "../../scripts/testing/eventually.ts";
import { createOutbox, type SendOutcome } from "./outbox.ts";

/** A way out whose answers the test gives. */
function createWay(mostUnderWay = 8) {
  const sent: number[] = [];
  const answers = new Map<number, (outcome: SendOutcome) => void>();
  const outbox = createOutbox<number>({
    mostUnderWay,
    send: (item) => {
      sent.push(item);
      return new Promise((resolve) => answers.set(item, resolve));
    },
    onFailure: () => {},
  });
  const answer = async (item: number, outcome: SendOutcome = { result: "sent" }) => {
    answers.get(item)?.(outcome);
    await Bun.sleep(0);
  };
  return { outbox, sent, answer };
}

const failed: SendOutcome = { result: "failed", error: new Error("no answer") };

test("sends one, then ever more at once, never more than allowed, in the order of acceptance", async () => {
  const { outbox, sent, answer } = createWay(4);
  for (let item = 0; item < 20; item++) void outbox.add(item);
  expect(sent).toEqual([0]);
  await answer(0);
  expect(sent).toEqual([0, 1, 2]);
  await answer(1);
  expect(sent).toEqual([0, 1, 2, 3, 4, 5]);
  await answer(2);
  expect(sent).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test("after a failure everything not acknowledged is sent again from the oldest, what was acknowledged is not", async () => {
  const { outbox, sent, answer } = createWay();
  const done = [0, 1, 2, 3, 4].map((item) => outbox.add(item));
  await answer(0);
  await answer(1);
  expect(sent).toEqual([0, 1, 2, 3, 4]);
  await answer(3);
  await answer(2, failed);
  sent.length = 0;
  await eventually(() => sent.length === 1);
  expect(sent).toEqual([2]);
  await answer(2);
  expect(sent).toEqual([2, 4]);
  await answer(4);
  await Promise.all(done);
  expect(outbox.size()).toBe(0);
});

test("nothing is sent while held, and all of it, oldest first, when released", async () => {
  const { outbox, sent, answer } = createWay();
  const done = [0, 1, 2].map((item) => outbox.add(item));
  outbox.hold();
  await answer(0, failed);
  expect(sent).toEqual([0]);
  outbox.release();
  expect(sent).toEqual([0, 0]);
  for (const item of [0, 1, 2]) await answer(item);
  await Promise.all(done);
});

test("an acknowledgement that comes late, after the way was lost, still counts", async () => {
  const { outbox, answer } = createWay();
  const done = outbox.add(0);
  outbox.hold();
  await answer(0);
  await done;
  expect(outbox.size()).toBe(0);
});

test("what is refused for good is handed back, and the next goes on", async () => {
  const { outbox, sent, answer } = createWay();
  const refused = outbox.add(0).catch((error: Error) => error.message);
  const next = outbox.add(1);
  await answer(0, { result: "refused", error: new Error("forbidden") });
  expect(await refused).toBe("forbidden");
  expect(sent).toEqual([0, 1]);
  await answer(1);
  await next;
});

test("what is abandoned is rejected, and who waits for the end is woken", async () => {
  const { outbox } = createWay();
  const waiting = outbox.add(0).catch((error: Error) => error.message);
  const empty = outbox.empty();
  outbox.abandon(new Error("closed"));
  expect(await waiting).toBe("closed");
  await empty;
});
