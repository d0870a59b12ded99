import { expect, test } from "bun:test";
import { project } from "../testing/rows.ts";
import { columnIds, hiddenColumns, hideColumns, sortProjects } from "./columns.ts";

const withRisk = (slug: string, total: number | null) =>
  project({ slug, risk: { version: "v1", total, coverage: 1, parts: [] } });
const projects = [withRisk("low", 5), withRisk("unknown", null), withRisk("high", 90)];
const order = (descending: boolean) => sortProjects(projects, "risk", descending, new Map()).map(({ slug }) => slug);

test("unknown comes last whichever way a column is sorted", () => {
  expect(order(true)).toEqual(["high", "low", "unknown"]);
  expect(order(false)).toEqual(["low", "high", "unknown"]);
});

test("the gravest status comes first", () => {
  const mixed = [project({ slug: "on" }), project({ slug: "off", status: "offline" })];
  expect(sortProjects(mixed, "status", false, new Map()).map(({ slug }) => slug)).toEqual(["off", "on"]);
});

test("the most joined comes first, and who has no integration counts as none", () => {
  const some = [project({ slug: "a" }), project({ slug: "b" }), project({ slug: "c" })];
  const sorted = sortProjects(
    some,
    "integrations",
    true,
    new Map([
      ["b", 3],
      ["c", 1],
    ]),
  );
  expect(sorted.map(({ slug }) => slug)).toEqual(["b", "c", "a"]);
});

test("extra columns are hidden until they are asked for, and whatever is hidden can be said in the address", () => {
  expect(hiddenColumns()).toEqual(["integrations", "compliance", "coverage", "reason", "tags", "teams"]);
  for (const hidden of [
    [],
    ["risk"],
    ["files", "tags"],
    [...columnIds.slice(1)],
  ] satisfies (typeof columnIds)[number][][]) {
    const { fold, more } = hideColumns(hidden);
    expect(hiddenColumns(fold, more)).toEqual(columnIds.filter((id) => hidden.some((each) => each === id)));
  }
});
