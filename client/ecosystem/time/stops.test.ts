import { expect, test } from "bun:test";
import { spanNames } from "../../app/spans.ts";
import { momentOf, stopOf, stops } from "./stops.ts";

const now = Date.parse("2026-01-31T12:34:56.789Z");

test.each(spanNames)("over %s, each stop but the last is a moment that leads back to it", (span) => {
  for (let stop = 0; stop < stops; stop++) {
    const at = momentOf(stop, span, now);
    expect(at).toEndWith(":00.000Z");
    expect(stopOf(at ?? undefined, span, now)).toBe(stop);
  }
});

test("the last stop is now, whatever now is by then", () => {
  expect(momentOf(stops, "24h", now)).toBeNull();
  expect(stopOf(undefined, "24h", now)).toBe(stops);
});

test("a moment before the span is at its beginning, one just past is not yet now", () => {
  expect(stopOf("2020-01-01T00:00:00.000Z", "24h", now)).toBe(0);
  expect(stopOf(new Date(now - 1000).toISOString(), "30d", now)).toBe(stops - 1);
});
