import { expect, test } from "bun:test";
import { project } from "../testing/rows.ts";
import { judge, overlays, stepOf, steps, unknownStep } from "./overlays.ts";
import { palettes } from "./palette.ts";

test("a value on a bound belongs to the step below it", () => {
  expect([0, 20, 20.1, 80, 81, 100].map((value) => stepOf(value, [20, 40, 60, 80]))).toEqual([0, 0, 1, 3, 4, 4]);
});

test("what is unknown has no step, and says so", () => {
  const silent = project({ slug: "silent" });
  for (const overlay of ["risk", "compliance", "freshness"] as const) {
    expect(judge(overlay, silent)).toEqual({ step: null, caption: "unknown" });
  }
});

test("unknown looks like no step of any overlay", () => {
  for (const palette of Object.values(palettes)) {
    for (const overlay of overlays) {
      const looks = steps(overlay, palette).map(({ pattern, color }) => `${pattern} ${color}`);
      const { pattern, color } = unknownStep(palette);
      expect(looks).not.toContain(`${pattern} ${color}`);
    }
  }
});

test("the map writes the number that the colour stands for", () => {
  const kpis = { ...project({ slug: "a" }).kpis, deployFreshnessDays: 12.7 };
  const risk = { version: "v1", total: 61.6, coverage: 1, parts: [] };
  expect(judge("freshness", project({ slug: "a", kpis })).caption).toBe("12 d");
  expect(judge("risk", project({ slug: "a", risk }))).toEqual({ step: 3, caption: "62" });
});

test("a status that is only the last known one says so", () => {
  expect(judge("status", project({ slug: "a", held: true })).caption).toBe("online, last known");
  expect(judge("status", project({ slug: "a" })).caption).toBeNull();
});
