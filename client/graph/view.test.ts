import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseView, writeView } from "./view.ts";

test("a view survives the address to a thousandth of the map", () => {
  const coordinate = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(coordinate, coordinate, fc.double({ min: 0.01, max: 10, noNaN: true }), (x, y, ratio) => {
      const read = parseView(writeView({ x, y, ratio }));
      for (const [before, after] of [
        [x, read?.x],
        [y, read?.y],
        [ratio, read?.ratio],
      ]) {
        expect(Math.abs((before ?? 0) - (after ?? Number.NaN))).toBeLessThanOrEqual(0.000501);
      }
    }),
  );
});

test.each([undefined, "", "1,2", "1,2,3,4", "a,b,c", "0,0,0", "99,0,1", ",,1"])("%p is no view", (text) => {
  expect(parseView(text)).toBeUndefined();
});
