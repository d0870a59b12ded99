import { expect, test } from "bun:test";
import { signPlace } from "./signs.ts";

test.each([[4], [4.5], [5.9]])(
  "the sign of a disc of radius %p lies outside it, so that its ring is seen",
  (radius) => {
    const { size, aside } = signPlace(radius);
    expect(Math.SQRT2 * aside - size).toBeGreaterThanOrEqual(radius - 1e-9);
  },
);

test.each([[6], [12], [30]])(
  "the sign of a disc of radius %p hangs on its edge and leaves its middle free",
  (radius) => {
    const { size, aside } = signPlace(radius);
    const distance = Math.SQRT2 * aside;
    expect(distance).toBeGreaterThan(radius);
    expect(distance - size).toBeLessThan(radius);
    expect(size).toBeLessThanOrEqual(6);
  },
);
