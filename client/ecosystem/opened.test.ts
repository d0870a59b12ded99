import { expect, test } from "bun:test";
import { edge, project } from "../testing/rows.ts";
import { openedBy } from "./opened.ts";

const veria = project({ slug: "veria" });
const queue = edge({ id: "1", from: "veria", to: "rollizr" });
const map = { projects: [veria], edges: [queue] };

test("one thing is open, the most particular first", () => {
  expect(openedBy(map, {})).toBeNull();
  expect(openedBy(map, { since: "24h" })).toEqual({ kind: "changes", span: "24h" });
  expect(openedBy(map, { since: "24h", run: "r" })).toEqual({ kind: "run", runId: "r" });
  expect(openedBy(map, { run: "r", edge: "1" })).toEqual({ kind: "edge", edge: queue });
  expect(openedBy(map, { run: "r", project: "veria" })).toEqual({ kind: "project", project: veria });
});

test("what the map does not have is open too, as unknown", () => {
  expect(openedBy(map, { project: "nobody", run: "r" })).toEqual({ kind: "unknown", what: "project" });
  expect(openedBy(map, { edge: "9" })).toEqual({ kind: "unknown", what: "integration" });
});
