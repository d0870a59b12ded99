import { expect, test } from "bun:test";
import { dayOf, partitionName } from "./partitions.ts";
import { windowStartOf } from "./recordSamples.ts";

test("a day begins at midnight UTC, and its partition is named for it", () => {
  const moment = Date.parse("2026-11-23T23:59:59.999Z");
  expect(new Date(dayOf(moment)).toISOString()).toBe("2026-11-23T00:00:00.000Z");
  expect(partitionName(dayOf(moment))).toBe("ProjectMetric_20261123");
});

test("a window begins where its seconds say", () => {
  const moment = Date.parse("2026-11-23T10:00:59.999Z");
  expect(new Date(windowStartOf(moment, 60)).toISOString()).toBe("2026-11-23T10:00:00.000Z");
  expect(new Date(windowStartOf(moment + 1, 60)).toISOString()).toBe("2026-11-23T10:01:00.000Z");
});
