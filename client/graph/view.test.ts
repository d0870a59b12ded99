import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseView, writeView } from "./view.ts";

const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const view = fc.record({ x: coordinate, y: coordinate, span: fc.double({ min: 0.01, max: 1e6, noNaN: true }) });

test("a view survives the address to a hundredth of a unit of the plane", () => {
  fc.assert(
    fc.property(view, (before) => {
      const after = parseView(writeView(before));
      for (const side of ["x", "y", "span"] as const) {
        expect(Math.abs(before[side] - (after?.[side] ?? Number.NaN))).toBeLessThanOrEqual(0.00501);
      }
    }),
  );
});

test("an address that was read and written is the same address", () => {
  fc.assert(
    fc.property(view, (given) => {
      const address = writeView(given);
      const read = parseView(address);
      expect(read && writeView(read)).toBe(address);
    }),
  );
});

test.each([undefined, "", "1,2", "1,2,3,4", "a,b,c", "0,0,0", "0,0,-5", "9999999,0,1", ",,1"])(
  "%p is no view",
  (text) => {
    expect(parseView(text)).toBeUndefined();
  },
);
