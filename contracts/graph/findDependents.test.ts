import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Dependency, findDependents } from "./findDependents.ts";

const edge = (from: string, to: string, strength: number, id = `${from}-${to}`): Dependency => ({
  id,
  from,
  to,
  strength,
  dormant: false,
});

describe("dependents", () => {
  test("come with the strongest path, the most strongly joined first, and not against the direction", () => {
    const edges = [edge("b", "a", 0.9), edge("c", "b", 0.5), edge("c", "a", 0.3), edge("a", "x", 1)];
    expect(findDependents(edges, "a")).toEqual([
      { slug: "b", strength: 0.9, path: ["b", "a"], edges: ["b-a"] },
      { slug: "c", strength: 0.45, path: ["c", "b", "a"], edges: ["c-b", "b-a"] },
    ]);
  });

  test("in a cycle are named once, and nobody depends on itself", () => {
    const ring = [edge("b", "a", 1), edge("c", "b", 1), edge("a", "c", 1)];
    expect(findDependents(ring, "a").map(({ slug }) => slug)).toEqual(["b", "c"]);
  });

  test("of nobody are none", () => {
    expect(findDependents([edge("a", "b", 1)], "a")).toEqual([]);
    expect(findDependents([edge("b", "a", 0)], "a")).toEqual([]);
    expect(findDependents([{ ...edge("b", "a", 1), dormant: true }], "a")).toEqual([]);
  });

  test("at the end of a chain of a thousand come with the whole path, and not over a shortcut that is weaker", () => {
    const name = (step: number) => `p${String(step).padStart(4, "0")}`;
    const chain = Array.from({ length: 1000 }, (_, step) => edge(name(step + 1), name(step), 1));
    const found = findDependents([edge(name(1000), name(0), 0.9), ...chain], name(0));
    expect(found).toHaveLength(1000);
    expect(found.at(-1)).toMatchObject({ slug: name(1000), strength: 1 });
    expect(found.at(-1)?.path).toEqual(Array.from({ length: 1001 }, (_, step) => name(1000 - step)));
  });
});

const slugs = ["a", "b", "c", "d", "e"];
const anyEdges = fc
  .array(
    fc.record({
      from: fc.constantFrom(...slugs),
      to: fc.constantFrom(...slugs),
      strength: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 14 },
  )
  .map((edges) => edges.map(({ from, to, strength }, index) => edge(from, to, strength, String(index))));

/** The strongest way from each slug to the target, by trying every path without a repetition. */
function bestByTrying(edges: readonly Dependency[], target: string): Map<string, number> {
  const best = new Map<string, number>();
  const walk = (slug: string, strength: number, visited: ReadonlySet<string>) => {
    for (const { from, to, strength: weight } of edges) {
      if (to !== slug || visited.has(from) || weight === 0) continue;
      best.set(from, Math.max(best.get(from) ?? 0, strength * weight));
      walk(from, strength * weight, new Set([...visited, from]));
    }
  };
  walk(target, 1, new Set([target]));
  return best;
}

test("in any graph, every dependent has the best of all paths, and its path is one of the graph", () => {
  fc.assert(
    fc.property(anyEdges, (edges) => {
      const found = findDependents(edges, "a");
      const best = bestByTrying(edges, "a");
      expect(new Set(found.map(({ slug }) => slug))).toEqual(new Set(best.keys()));
      const byId = new Map(edges.map((known) => [known.id, known]));
      for (const { slug, strength, path, edges: ids } of found) {
        expect(strength).toBeCloseTo(best.get(slug) ?? -1, 12);
        expect(path[0]).toBe(slug);
        expect(path.at(-1)).toBe("a");
        expect(new Set(path).size).toBe(path.length);
        for (const [index, id] of ids.entries()) {
          expect([byId.get(id)?.from, byId.get(id)?.to]).toEqual([path[index], path[index + 1]]);
        }
      }
    }),
  );
});
