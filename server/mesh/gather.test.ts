import { expect, test } from "bun:test";
import { createGatherer } from "./gather.ts";

test("a full batch is handed out at once, and the rest stays", async () => {
  const gathered = createGatherer<number>({ limit: 3, gatherMs: 60_000 });
  for (const item of [1, 2, 3, 4]) gathered.push(item);
  expect(await gathered.take()).toEqual([1, 2, 3]);
  expect(gathered.size()).toBe(1);
});

test("what has piled up is handed out together, as far as it may be", async () => {
  const gathered = createGatherer<number>({ limit: 2, most: 4, gatherMs: 60_000 });
  for (const item of [1, 2, 3, 4, 5, 6]) gathered.push(item);
  expect(await gathered.take()).toEqual([1, 2, 3, 4]);
  expect(await gathered.take()).toEqual([5, 6]);
});

test("a batch that does not fill is handed out when the time is up", async () => {
  const gathered = createGatherer<number>({ limit: 100, gatherMs: 20 });
  const taken = gathered.take();
  gathered.push(1);
  gathered.push(2);
  expect(await taken).toEqual([1, 2]);
});

test("an eager one hands out what comes after a pause at once, and what comes soon after that together", async () => {
  const gathered = createGatherer<number>({ limit: 3, gatherMs: 60_000, eager: true });
  gathered.push(1);
  expect(await gathered.take()).toEqual([1]);
  const taken = gathered.take();
  for (const item of [2, 3, 4]) queueMicrotask(() => gathered.push(item));
  expect(await taken).toEqual([2, 3, 4]);
});

test("who waits is woken when the batch fills", async () => {
  const gathered = createGatherer<number>({ limit: 2, gatherMs: 60_000 });
  const taken = gathered.take();
  queueMicrotask(() => gathered.push(1));
  queueMicrotask(() => gathered.push(2));
  expect(await taken).toEqual([1, 2]);
});

test("who pushes waits for room until a batch is taken", async () => {
  const gathered = createGatherer<number>({ limit: 2, gatherMs: 0 });
  gathered.push(1);
  gathered.push(2);
  let hasRoom = false;
  const waiting = gathered.room().then(() => {
    hasRoom = true;
  });
  await Promise.resolve();
  expect(hasRoom).toBe(false);
  await gathered.take();
  await waiting;
  expect(hasRoom).toBe(true);
});

test("after the end everything is answered at once", async () => {
  const gathered = createGatherer<number>({ limit: 2, gatherMs: 60_000 });
  const taken = gathered.take();
  gathered.end();
  expect(await taken).toEqual([]);
  gathered.push(1);
  expect(await gathered.take()).toEqual([1]);
});
