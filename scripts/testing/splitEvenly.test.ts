import { expect, test } from "bun:test";
import fc from "fast-check";
import { splitEvenly } from "./splitEvenly.ts";

const files = fc.uniqueArray(fc.record({ path: fc.string({ minLength: 1 }), weight: fc.nat(1000) }), {
  selector: ({ path }) => path,
  maxLength: 30,
});

test("every file is in one group, in its order, and no group is heavier than another by more than one file", () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 4 }), (given, groups) => {
      const split = splitEvenly(given, groups);
      expect(split.flat().sort()).toEqual(given.map(({ path }) => path).sort());
      const order = given.map(({ path }) => path);
      for (const group of split) expect(group).toEqual(order.filter((path) => group.includes(path)));
      const weights = split.map((group) =>
        given.filter(({ path }) => group.includes(path)).reduce((sum, { weight }) => sum + weight, 0),
      );
      const heaviest = Math.max(0, ...given.map(({ weight }) => weight));
      expect(Math.max(0, ...weights) - Math.min(...weights, ...(split.length < groups ? [0] : []))).toBeLessThanOrEqual(
        Math.max(heaviest, 0),
      );
    }),
  );
});
