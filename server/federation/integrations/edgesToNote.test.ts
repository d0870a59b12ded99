import { expect, test } from "bun:test";
import fc from "fast-check";
import type { EdgeRow } from "../../../contracts/graph.ts";
import { edgesToNote, type NotedEdge } from "./edgesToNote.ts";

const now = new Date("2026-11-20T12:00:00.000Z");
const dormantBelow = 0.02;
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const edge = (strength: number, standing: EdgeRow["standing"] = "claimed"): EdgeRow => ({
  ...{ id: "1", from: "a", to: "b", kind: "api", strength, standing, dormant: strength < dormantBelow },
  lastSeenAt: now.toISOString(),
});
const noted = (strength: number, hours = 1): NotedEdge => ({
  id: 1,
  strength,
  standing: "claimed",
  at: hoursAgo(hours),
});
const notesOf = (edges: EdgeRow[], known: NotedEdge[]) => edgesToNote(edges, known, { dormantBelow }, now);

test.each([
  ["is new", [edge(0.5)], [], [{ id: 1, strength: 0.5, standing: "claimed" }]],
  ["has moved by a hundredth", [edge(0.48)], [noted(0.5)], [{ id: 1, strength: 0.48, standing: "claimed" }]],
  ["has moved by less", [edge(0.4951)], [noted(0.5)], []],
  ["stands otherwise", [edge(0.5, "confirmed")], [noted(0.5)], [{ id: 1, strength: 0.5, standing: "confirmed" }]],
  ["was noted a day ago", [edge(0.5)], [noted(0.5, 24)], [{ id: 1, strength: 0.5, standing: "claimed" }]],
  ["fell asleep", [edge(0.0199)], [noted(0.0201)], [{ id: 1, strength: 0.0199, standing: "claimed" }]],
  ["is gone", [], [noted(0.5)], [{ id: 1, strength: 0, standing: "claimed" }]],
  ["has long been gone", [], [noted(0, 100)], []],
  ["is back, however weak", [edge(0.001)], [noted(0)], [{ id: 1, strength: 0.001, standing: "claimed" }]],
] as const)("an edge that %s", (_name, edges, known, notes) => {
  expect(notesOf([...edges], [...known])).toEqual([...notes]);
});

test("what is remembered of an edge is never further than a hundredth from what it was", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { maxLength: 50 }), (strengths) => {
      let known: NotedEdge[] = [];
      for (const strength of strengths) {
        known = [...known, ...notesOf([edge(strength)], known.slice(-1)).map((note) => ({ ...note, at: now }))];
        expect(Math.abs((known.at(-1)?.strength ?? -1) - strength)).toBeLessThan(0.01);
      }
    }),
  );
});
