import { expect, test } from "bun:test";
import fc from "fast-check";
import type { OutlineNode } from "../../../contracts/instance.ts";
import { arrange } from "./arrange.ts";
import { baseRadius } from "./nodeSize.ts";

const node = (id: string, kind: OutlineNode["kind"], parent: string | null, size = 10): OutlineNode => ({
  ...{ id, kind, parent, language: null, skipped: null },
  ...{ files: size, lines: size, symbols: 0, tasks: 0 },
});

const outlines = fc
  .array(fc.record({ size: fc.nat(100_000), kind: fc.constantFrom("open", "folder", "file"), under: fc.nat(50) }), {
    maxLength: 60,
  })
  .map((drawn) => {
    const nodes = [node("", "open", null)];
    for (const [index, { size, kind, under }] of drawn.entries()) {
      const open = nodes.filter((each) => each.kind === "open");
      nodes.push(node(`n${index}`, kind as OutlineNode["kind"], open[under % open.length]?.id ?? "", size));
    }
    return nodes;
  });

test("every node has a place within reach, and no two discs touch", () => {
  fc.assert(
    fc.property(outlines, (nodes) => {
      const { places, reach } = arrange(nodes);
      const discs = nodes.map((each) => ({ at: places.get(each.id), radius: baseRadius(each) }));
      for (const [index, { at, radius }] of discs.entries()) {
        if (at === undefined) return false;
        if (Math.hypot(at.x, at.y) + radius > reach) return false;
        for (const other of discs.slice(index + 1)) {
          if (other.at === undefined) return false;
          if (Math.hypot(at.x - other.at.x, at.y - other.at.y) < radius + other.radius) return false;
        }
      }
      return true;
    }),
    { numRuns: 60 },
  );
});

test("the same outline is arranged alike, in whatever order it comes", () => {
  const nodes = [node("", "open", null), node("a", "file", ""), node("b", "folder", ""), node("c", "open", "")];
  expect([...arrange(nodes.toReversed()).places].sort()).toEqual([...arrange(nodes).places].sort());
});

test("an outline of nothing reaches nowhere", () => {
  expect(arrange([])).toEqual({ places: new Map(), reach: 0 });
});
