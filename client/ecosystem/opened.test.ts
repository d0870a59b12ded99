import { expect, test } from "bun:test";
import { edge, project } from "../testing/rows.ts";
import { closing, openedBy } from "./opened.ts";
import type { EcosystemSearch } from "./search.ts";

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

test("closing one thing after the other ends with nothing open", () => {
  const search = { project: "veria", edge: "1", run: "r", since: "24h" } as const;
  const kinds: string[] = [];
  let left: EcosystemSearch = search;
  for (let opened = openedBy(map, left); opened !== null; opened = openedBy(map, left)) {
    kinds.push(opened.kind);
    left = { ...left, ...closing(opened) };
  }
  expect(kinds).toEqual(["project", "run", "changes"]);
});
