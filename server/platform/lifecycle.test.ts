import { expect, test } from "bun:test";
import { Lifecycle } from "./lifecycle.ts";
import { silentLog } from "./log.ts";

const never = () => new Promise<void>(() => {});

test("what was started last is stopped first, once, and a step that fails does not hold up the rest", async () => {
  const lifecycle = new Lifecycle(silentLog);
  const stopped: string[] = [];
  lifecycle.onStop("first", () => void stopped.push("first"));
  lifecycle.onStop("broken", () => {
    throw new Error("broken");
  });
  lifecycle.onStop("rejected", () => Promise.reject(new Error("rejected")));
  lifecycle.onStop("last", async () => void stopped.push("last"));
  await Promise.all([lifecycle.stop(), lifecycle.stop()]);
  await lifecycle.stop();
  expect(stopped).toEqual(["last", "first"]);
});

// A time for each step would take 500 times as long, and the test would run out of its own.
test("however many steps hang, they have one time together, and each is begun", async () => {
  const lifecycle = new Lifecycle(silentLog, { withinMs: 100 });
  let begun = 0;
  for (let step = 0; step < 500; step++) {
    lifecycle.onStop(`step ${step}`, () => {
      begun++;
      return never();
    });
  }
  await lifecycle.stop();
  expect(begun).toBe(500);
});

test("what can be stopped at once is stopped even when the time is over", async () => {
  const lifecycle = new Lifecycle(silentLog, { withinMs: 0 });
  let closed = false;
  lifecycle.onStop("quick", async () => {
    closed = true;
  });
  lifecycle.onStop("hangs", never);
  await lifecycle.stop();
  expect(closed).toBe(true);
});
