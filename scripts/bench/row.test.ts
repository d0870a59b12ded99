import { expect, test } from "bun:test";
import { bestOf, costExponent, isWithinBar, median, type Row, timesBetter } from "./row.ts";

const row = (items: number, ours: number, unit: Row["unit"] = "ms"): Row => ({
  ...{ what: "work", size: String(items), items, unit, ours },
  peers: [{ name: "peer", value: 10 }],
  limit: { name: "limit", value: 1 },
});

test("linear cost has the exponent 1, quadratic 2, constant 0", () => {
  expect(costExponent([row(10, 5), row(100, 50), row(1000, 500)])).toBeCloseTo(1);
  expect(costExponent([row(10, 1), row(100, 100), row(1000, 10_000)])).toBeCloseTo(2);
  expect(costExponent([row(10, 7), row(100, 7)])).toBeCloseTo(0);
});

test("a rate that stays the same is linear cost", () => {
  expect(costExponent([row(10, 300, "events/s"), row(1000, 300, "events/s")])).toBeCloseTo(1);
});

test("one size alone has no exponent", () => {
  expect(costExponent([row(10, 5)])).toBeNull();
});

test("better is less time, or a higher rate", () => {
  expect(timesBetter(row(1, 5), { name: "peer", value: 10 })).toBe(2);
  expect(timesBetter(row(1, 5, "events/s"), { name: "peer", value: 10 })).toBe(0.5);
});

test("we are compared with the best of the peers", () => {
  const peers = [
    { name: "slow", value: 30 },
    { name: "fast", value: 20 },
  ];
  expect(bestOf({ ...row(1, 5), peers })?.name).toBe("fast");
  expect(bestOf({ ...row(1, 5, "events/s"), peers })?.name).toBe("slow");
});

test("a bar is the most that a cost may be, and the least that a rate may be", () => {
  expect(isWithinBar({ ...row(1, 5), bar: 5 })).toBe(true);
  expect(isWithinBar({ ...row(1, 6), bar: 5 })).toBe(false);
  expect(isWithinBar({ ...row(1, 6, "events/s"), bar: 5 })).toBe(true);
  expect(isWithinBar(row(1, 6))).toBeNull();
});

test("the median does not mind one wild run", () => {
  expect(median([5, 900, 4, 6, 5])).toBe(5);
});
