import { expect, test } from "bun:test";
import { palettes } from "../graph/palette.ts";
import { looksOf } from "./looks.ts";

const { status } = palettes.dark;

test("what is good, worse and bad has the colours of the statuses, whatever stands before it", () => {
  const looks = looksOf([{ tone: "fail" }, { tone: "ok" }, { tone: "warn" }], palettes.dark);
  expect(looks.map(({ color }) => color)).toEqual([status.offline, status.online, status.degraded]);
});

test("lines without a meaning have none of these colours, and no two look alike", () => {
  const looks = looksOf([{}, {}, {}, {}, {}], palettes.dark);
  for (const { color } of looks) expect(Object.values(status)).not.toContain(color);
  expect(new Set(looks.map(({ color }) => color)).size).toBe(5);
  expect(new Set(looks.map(({ dash }) => dash.join())).size).toBe(5);
});
