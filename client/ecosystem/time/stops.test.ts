import { expect, test } from "bun:test";
import { spanNames, spans } from "../../app/spans.ts";
import { momentOf, placeOf, stops, ticksOf } from "./stops.ts";

const now = Date.parse("2026-01-31T12:34:56.789Z");

test.each(spanNames)("over %s, each stop but the last is a moment that leads back to it", (span) => {
  for (let stop = 0; stop < stops; stop++) {
    const at = momentOf(stop, span, now);
    expect(at).toEndWith(":00.000Z");
    // A moment is a whole minute: at most so much before its stop.
    const before = stop - placeOf(at ?? undefined, span, now);
    expect(before).toBeLessThan(stops * (60_000 / spans[span]));
    expect(before).toBeGreaterThanOrEqual(-1e-9);
  }
});

test("the last stop is now, whatever now is by then", () => {
  expect(momentOf(stops, "24h", now)).toBeNull();
  expect(placeOf(undefined, "24h", now)).toBe(stops);
});

test("a moment lies where its time is: before the span at its beginning, one just past not yet at now", () => {
  expect(placeOf("2020-01-01T00:00:00.000Z", "24h", now)).toBe(0);
  expect(placeOf(new Date(now - spans["30d"] / 3).toISOString(), "30d", now)).toBeCloseTo((stops * 2) / 3, 6);
  const justPast = placeOf(new Date(now - 1000).toISOString(), "24h", now);
  expect(justPast).toBeLessThan(stops);
  expect(justPast).toBeGreaterThan(stops - 0.01);
});

test("the words below the slider say how long ago, as far as now", () => {
  expect(ticksOf("24h")).toEqual(["1 d ago", "18 h ago", "12 h ago", "6 h ago", "now"]);
  expect(ticksOf("30d")).toEqual(["30 d ago", "20 d ago", "10 d ago", "now"]);
});
