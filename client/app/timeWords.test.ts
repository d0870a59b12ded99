import { expect, test } from "bun:test";
import { agoWords, daysWords, lengthWords } from "./timeWords.ts";

test("a length is told in its largest whole unit", () => {
  expect([0, 59.9, 60, 3599, 3600, 86_399, 86_400].map(lengthWords)).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "59 min",
    "1 h",
    "23 h",
    "1 d",
  ]);
});

test("days are whole, and hours or minutes under one", () => {
  expect([66.6, 1, 0.5, 0.01].map(daysWords)).toEqual(["66 d", "1 d", "12 h", "14 min"]);
});

test("a moment ahead of this clock is now, and no moment is never", () => {
  const now = Date.parse("2026-01-01T00:00:00.000Z");
  expect(agoWords("2026-01-01T00:00:05.000Z", now)).toBe("just now");
  expect(agoWords("2025-12-31T23:59:48.000Z", now)).toBe("12 s ago");
  expect(agoWords(null, now)).toBe("never");
});
