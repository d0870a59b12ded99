import { expect, test } from "bun:test";
import { chooseResolution } from "./chooseResolution.ts";

const hour = 3_600_000;
const now = Date.parse("2026-11-20T12:00:00Z");
const choose = (hoursBack: number, points: number, hours = hoursBack) =>
  chooseResolution(
    { from: now - hoursBack * hour, to: now - (hoursBack - hours) * hour, points },
    { now, rawDays: 30 },
  );

test("points closer than an hour come from the windows, wider ones from the hours", () => {
  expect(choose(24, 500)).toBe("raw");
  expect(choose(24, 25)).toBe("raw");
  expect(choose(24, 24)).toBe("hour");
  expect(choose(29 * 24, 500)).toBe("hour");
});

test("what is no longer kept raw comes from the hours, however short the span", () => {
  expect(choose(31 * 24, 500, 2)).toBe("hour");
  expect(choose(30 * 24, 500, 2)).toBe("raw");
});
