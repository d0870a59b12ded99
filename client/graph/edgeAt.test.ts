import { expect, test } from "bun:test";
import fc from "fast-check";
import { edgeAt } from "./edgeAt.ts";
import { alongCurve, distanceToSegment } from "./geometry.ts";

const coordinate = fc.integer({ min: 0, max: 1000 });
const point = fc.record({ x: coordinate, y: coordinate });
const line = fc.record({ from: point, to: point, curvature: fc.constantFrom(0, 0.08, -0.08, 0.32, -0.32) });

test("whoever points at a line means it, wherever along it and however it is bent", () => {
  fc.assert(
    fc.property(line, fc.double({ min: 0, max: 1, noNaN: true }), ({ from, to, curvature }, share) => {
      const at = alongCurve(from, to, curvature, share);
      expect(edgeAt(at, [{ id: "only", from, to, curvature }])).toBe("only");
    }),
  );
});

test("of several the nearest is meant, and none from further than a few pixels", () => {
  fc.assert(
    fc.property(point, fc.array(fc.record({ from: point, to: point }), { maxLength: 8 }), (at, lines) => {
      const found = edgeAt(
        at,
        lines.map((each, id) => ({ ...each, id: `${id}`, curvature: 0 })),
      );
      const distances = lines.map(({ from, to }) => distanceToSegment(at, from, to));
      const least = Math.min(...distances);
      if (least > 4) expect(found).toBeNull();
      else expect(distances[Number(found)]).toBe(least);
    }),
  );
});

test("a curve is not hit where it would run if it were straight, nor on its other side", () => {
  const bent = { id: "bent", from: { x: 0, y: 0 }, to: { x: 400, y: 0 }, curvature: 0.2 };
  const middle = alongCurve(bent.from, bent.to, bent.curvature, 0.5);
  expect(edgeAt({ x: 200, y: 0 }, [bent])).toBeNull();
  expect(edgeAt({ x: 200, y: -middle.y }, [bent])).toBeNull();
  expect(edgeAt(middle, [bent])).toBe("bent");
});
