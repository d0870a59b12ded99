import { expect, test } from "bun:test";
import type { GraphDiff } from "../../../contracts/graph.ts";
import { diffWords } from "./diffWords.ts";

const nothing: GraphDiff = {
  from: "2026-01-01T00:00:00.000Z",
  to: "2026-01-02T00:00:00.000Z",
  added: [],
  removed: [],
  statuses: [],
  risks: [],
  edgesNew: [],
  edgesGone: [],
  edgesMoved: [],
};
const edge = (id: string) => ({ id, from: "a", to: "b", kind: "api" as const, strength: 0.5 });

test("says what changed in one line", () => {
  const diff: GraphDiff = {
    ...nothing,
    statuses: [{ slug: "a", before: "online", after: "offline" }],
    edgesNew: [edge("1"), edge("2")],
    risks: [
      { slug: "a", before: 20, after: 37 },
      { slug: "b", before: 40, after: 35 },
      { slug: "c", before: null, after: 90 },
    ],
  };
  expect(diffWords(diff)).toBe("1 offline, 2 new edges, risk +12");
});

test("says that nothing changed, and a falling risk as such", () => {
  expect(diffWords(nothing)).toBe("nothing changed");
  expect(diffWords({ ...nothing, risks: [{ slug: "a", before: 20, after: 10 }] })).toBe("risk −10");
});
