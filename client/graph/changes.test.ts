import { expect, test } from "bun:test";
import type { GraphDiff } from "../../contracts/graph.ts";
import { readChanges } from "./changes.ts";

const nothing: GraphDiff = {
  ...{ from: "2026-01-01T00:00:00.000Z", to: "2026-01-02T00:00:00.000Z", added: [], removed: [], statuses: [] },
  ...{ risks: [], edgesNew: [], edgesGone: [], edgesMoved: [] },
};
const edge = { id: "7", from: "veria", to: "rollizr", kind: "api", strength: 0.5 } as const;

test("where nothing is different nothing is marked, and a project that is gone has no place", () => {
  expect(readChanges(nothing)).toBeNull();
  expect(readChanges({ ...nothing, removed: ["gone"] })).toBeNull();
});

test("a project is new, worse or better; its status says more than its risk", () => {
  const changes = readChanges({
    ...nothing,
    added: ["late"],
    statuses: [{ slug: "veria", before: "online", after: "offline" }],
    risks: [
      { slug: "veria", before: 50, after: 20 },
      { slug: "performia", before: 50, after: 20 },
      { slug: "rollizr", before: null, after: 20 },
    ],
  });
  expect([...(changes?.projects ?? [])].sort()).toEqual([
    ["late", "new"],
    ["performia", "better"],
    ["veria", "worse"],
  ]);
});

test("an edge that is different concerns both its ends", () => {
  const changes = readChanges({ ...nothing, edgesNew: [edge] });
  expect(changes?.edges).toEqual(new Set(["7"]));
  expect(changes?.near).toEqual(new Set(["veria", "rollizr"]));
  expect(changes?.projects.size).toBe(0);
  const gone = readChanges({ ...nothing, edgesGone: [edge] });
  expect(gone?.gone).toEqual([edge]);
  expect(gone?.near).toEqual(new Set(["veria", "rollizr"]));
});
