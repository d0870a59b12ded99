import { expect, test } from "bun:test";
import { project } from "../testing/rows.ts";
import { sortProjects } from "./columns.ts";

const withRisk = (slug: string, total: number | null) =>
  project({ slug, risk: { version: "v1", total, coverage: 1, parts: [] } });
const projects = [withRisk("low", 5), withRisk("unknown", null), withRisk("high", 90)];
const order = (descending: boolean) => sortProjects(projects, "risk", descending).map(({ slug }) => slug);

test("unknown comes last whichever way a column is sorted", () => {
  expect(order(true)).toEqual(["high", "low", "unknown"]);
  expect(order(false)).toEqual(["low", "high", "unknown"]);
});

test("the gravest status comes first", () => {
  const mixed = [project({ slug: "on" }), project({ slug: "off", status: "offline" })];
  expect(sortProjects(mixed, "status", false).map(({ slug }) => slug)).toEqual(["off", "on"]);
});
