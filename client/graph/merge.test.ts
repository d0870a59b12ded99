import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { edge, project } from "../testing/rows.ts";
import { mergeRows, patchMap } from "./merge.ts";

const map = {
  at: "2026-01-01T00:00:00.000Z",
  projects: [project({ slug: "a" }), project({ slug: "b" })],
  edges: [edge({ id: "1", from: "a", to: "b" })],
};

describe("patchMap", () => {
  test("replaces a row in its place and leaves the others the same objects", () => {
    const next = patchMap(map, {
      type: "projects",
      projects: [project({ slug: "a", status: "offline" })],
      removed: [],
    });
    expect(next.projects.map(({ slug, status }) => [slug, status])).toEqual([
      ["a", "offline"],
      ["b", "online"],
    ]);
    expect(next.projects[1]).toBe(map.projects[1]);
    expect(next.edges).toBe(map.edges);
  });

  test("adds what is new and takes out what is gone", () => {
    const next = patchMap(map, { type: "projects", projects: [project({ slug: "c" })], removed: ["b"] });
    expect(next.projects.map(({ slug }) => slug)).toEqual(["a", "c"]);
    expect(patchMap(map, { type: "edges", edges: [], removed: ["1"] }).edges).toEqual([]);
  });

  test("answers the same map when a notice has nothing for it", () => {
    expect(patchMap(map, { type: "alerts", alerts: [] })).toBe(map);
    expect(patchMap(map, { type: "projects", projects: [], removed: ["unknown"] })).toBe(map);
  });
});

test("merging twice is merging once, and no key is there twice", () => {
  const row = fc.record({ key: fc.constantFrom("a", "b", "c", "d"), value: fc.nat() });
  const unique = fc.uniqueArray(row, { selector: ({ key }) => key });
  fc.assert(
    fc.property(unique, unique, fc.subarray(["a", "b", "c", "d"]), (rows, changed, removed) => {
      const keyOf = ({ key }: { key: string }) => key;
      const once = mergeRows(rows, keyOf, changed, removed);
      expect(mergeRows(once, keyOf, changed, removed)).toEqual(once);
      expect(new Set(once.map(keyOf)).size).toBe(once.length);
      expect(once.some(({ key }) => removed.includes(key))).toBe(false);
    }),
  );
});
