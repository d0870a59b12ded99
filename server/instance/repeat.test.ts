import { expect, test } from "bun:test";
import fc from "fast-check";
import { eventually } from "../../scripts/testing/eventually.ts";
import { silentLog } from "../platform/log.ts";
import { beatDelayMs, summaryDelayMs } from "./emitters/jitter.ts";
import { repeat } from "./repeat.ts";

const hour = () => 3_600_000;

test("a beat keeps within a tenth of its interval, a summary within one to two minutes", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 3600 }), (random, seconds) => {
      expect(Math.abs(beatDelayMs(seconds, 100, random) - seconds * 1000)).toBeLessThanOrEqual(seconds * 100 + 1e-6);
      expect(summaryDelayMs(random)).toBeGreaterThanOrEqual(60_000);
      expect(summaryDelayMs(random)).toBeLessThanOrEqual(120_000);
    }),
  );
  expect(beatDelayMs(30, 100, 0)).toBe(27_000);
  expect(beatDelayMs(30, 100, 1)).toBe(33_000);
});

test("the first beats come soon after each other, and none further apart than the interval", () => {
  const delays = (seconds: number) => [1, 2, 3, 4, 5, 6, 7].map((beats) => beatDelayMs(seconds, beats, 0.5));
  expect(delays(30)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(delays(1)).toEqual(Array.from({ length: 7 }, () => 1000));
});

test("asked while it is at it, it does it once more, never twice at once", async () => {
  const gates: (() => void)[] = [];
  let under = 0;
  const task = repeat({
    name: "test",
    delayMs: hour,
    log: silentLog,
    run: async () => {
      expect(++under).toBe(1);
      await new Promise<void>((resolve) => gates.push(resolve));
      under--;
    },
  });
  for (let n = 0; n < 5; n++) task.soon();
  gates[0]?.();
  await eventually(() => gates.length === 2);
  gates[1]?.();
  await eventually(() => under === 0);
  expect(gates.length).toBe(2);
  await task.stop();
});

test("a turn that fails does not end it; stop waits for the turn under way and ends it for good", async () => {
  let turns = 0;
  const task = repeat({
    name: "test",
    delayMs: () => 1,
    log: silentLog,
    run: async () => {
      turns++;
      throw new Error("no");
    },
  });
  await eventually(() => turns > 2);
  await task.stop();
  const before = turns;
  task.soon();
  await Promise.resolve();
  expect(turns).toBe(before);
});
