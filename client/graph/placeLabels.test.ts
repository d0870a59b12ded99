import { expect, test } from "bun:test";
import fc from "fast-check";
import { placeLabels, type Rect } from "./placeLabels.ts";

const at = (left: number, top: number): Rect => ({ left, top, width: 60, height: 16 });

test("a label takes the first spot where nothing is, and is left out when there is none", () => {
  const [first, second, third] = placeLabels(
    [
      { spots: [at(0, 0), at(0, 40)], forced: false },
      { spots: [at(10, 4), at(10, 44)], forced: false },
      { spots: [at(20, 8), at(20, 48)], forced: false },
    ],
    [{ x: 200, y: 200, radius: 10 }],
  );
  expect(first).toEqual(at(0, 0));
  expect(second).toEqual(at(10, 44));
  expect(third).toBeNull();
});

test("a label does not lie on a disc, unless it is forced", () => {
  const discs = [{ x: 30, y: 8, radius: 10 }];
  const spots = [at(0, 0)];
  expect(placeLabels([{ spots, forced: false }], discs)).toEqual([null]);
  expect(placeLabels([{ spots, forced: true }], discs)).toEqual([{ ...at(0, 0), over: true }]);
});

test("a label lies on no disc that somebody has to see, but for the one that was asked for", () => {
  const discs = [
    { x: 30, y: 8, radius: 10, marked: true },
    { x: 30, y: 48, radius: 10 },
  ];
  const [onMarked, onOther] = [at(0, 0), at(0, 40)];
  expect(placeLabels([{ spots: [onMarked, onOther], forced: true }], discs)).toEqual([{ ...onOther, over: true }]);
  expect(placeLabels([{ spots: [onMarked], forced: true }], discs)).toEqual([null]);
  expect(placeLabels([{ spots: [onMarked], forced: true, hides: true }], discs)).toEqual([{ ...onMarked, over: true }]);
});

test("a name stands nearer to its own disc than to another, unless it has to be written", () => {
  const own = { x: 30, y: -20 };
  const discs = [
    { ...own, radius: 12 },
    { x: 30, y: 30, radius: 10 },
  ];
  const [beside, aside] = [at(0, 0), at(50, -28)];
  expect(placeLabels([{ spots: [beside, aside], forced: false, own }], discs)).toEqual([aside]);
  expect(placeLabels([{ spots: [beside], forced: false, own }], discs)).toEqual([null]);
  expect(placeLabels([{ spots: [beside], forced: true, own }], discs)).toEqual([beside]);
  expect(placeLabels([{ spots: [beside], forced: false, own }], discs.slice(0, 1))).toEqual([beside]);
});

test("a label goes where nothing covers it", () => {
  const covered = [{ left: 0, top: 0, width: 40, height: 100 }];
  expect(placeLabels([{ spots: [at(10, 10), at(50, 10)], forced: false }], [], covered)).toEqual([at(50, 10)]);
  expect(placeLabels([{ spots: [at(10, 10)], forced: false }], [], covered)).toEqual([null]);
});

test("no label touches another, forced or not, wherever on the screen", () => {
  const spot = fc
    .record({ left: fc.integer({ min: -300, max: 2000 }), top: fc.integer({ min: -300, max: 1500 }) })
    .map(({ left, top }) => at(left, top));
  const wishes = fc.array(fc.record({ spots: fc.array(spot, { minLength: 1, maxLength: 4 }), forced: fc.boolean() }));
  fc.assert(
    fc.property(wishes, (asked) => {
      const placed = placeLabels(asked, []).filter((rect) => rect !== null);
      for (const [index, a] of placed.entries()) {
        for (const b of placed.slice(index + 1)) {
          const isApart = Math.abs(a.left - b.left) >= 60 + 6 || Math.abs(a.top - b.top) >= 16 + 2;
          expect(isApart).toBe(true);
        }
      }
    }),
  );
});
