import { expect, test } from "bun:test";
import { beginOf, charted, isYoung } from "./charted.ts";

const at = (second: number) => new Date(second * 1000).toISOString();

test("a chart of which nothing is known is left out, and a gap stays a gap", () => {
  const charts = charted({
    project: "veria",
    resolution: "raw",
    series: [
      {
        key: "health.latencyMs",
        points: [
          { at: at(1), value: 5 },
          { at: at(2), value: null },
        ],
      },
      { key: "graph.tasks", points: [{ at: at(1), value: null }] },
    ],
  });
  expect(charts.map(({ title }) => title)).toEqual(["Latency"]);
  expect(charts[0]?.lines[0]?.points).toEqual([
    { at: 1, value: 5 },
    { at: 2, value: null },
  ]);
});

test("a status is a line of words, from the worst up, and a word of a newer hub is a gap", () => {
  const points = ["online", "offline", "degraded", "asleep"].map((value, index) => ({ at: at(index), value }));
  const [chart] = charted({ project: "veria", resolution: "raw", series: [{ key: "status", points }] });
  expect(chart?.lines[0]?.points.map(({ value }) => value)).toEqual([2, 0, 1, null]);
  expect(chart?.words?.[2]).toBe("Online");
});

test("the axis begins where it was asked to, but for a project that is younger than half of it", () => {
  const hour = 3600;
  const charts = (first: number) => [
    { title: "", unit: "", max: null, lines: [{ name: "", points: [{ at: first, value: 1 }] }] },
  ];
  const begin = (first: number) => beginOf(charts(first), 0, 24 * hour * 1000) / 1000;
  expect(begin(-hour)).toBe(0);
  expect(begin(11 * hour)).toBe(0);
  expect(begin(20 * hour)).toBe(20 * hour);
  expect(begin(24 * hour - 1)).toBe(23.75 * hour);
  expect(beginOf([], 0, 1000)).toBe(0);
});

test("a fact makes a chart once it has held for five minutes, a measurement once it was repeated that long", () => {
  const chart = (...seconds: number[]) => ({
    ...{ title: "", unit: "", max: null },
    lines: [{ name: "", points: seconds.map((second) => ({ at: second, value: 1 })) }],
  });
  const now = 1_000_000;
  expect(isYoung({ ...chart(800), holds: true }, now)).toBe(true);
  expect(isYoung({ ...chart(600), holds: true }, now)).toBe(false);
  expect(isYoung(chart(600, 800), now)).toBe(true);
  expect(isYoung(chart(600, 900), now)).toBe(false);
});
