import { expect, test } from "bun:test";
import { aligned } from "./aligned.ts";
import { charted } from "./charted.ts";

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

test("lines with different times share one row of times", () => {
  const table = aligned([
    [
      { at: 1, value: 10 },
      { at: 3, value: 30 },
    ],
    [{ at: 2, value: 20 }],
  ]);
  expect(table).toEqual([
    [1, 2, 3],
    [10, undefined, 30],
    [undefined, 20, undefined],
  ]);
});
