import { expect, test } from "bun:test";
import { edge } from "../../testing/rows.ts";
import { buildEdges } from "../buildEdges.ts";
import { palettes } from "../palette.ts";
import { edgeAttributes } from "./toGraph.ts";

const ids = new Set(["a", "b", "c"]);

/** The types of all edges while one project is selected that two of them lead to. */
function typesAmong(count: number): string[] {
  const rows = Array.from({ length: count }, (_, index) =>
    edge({ id: `${index}`, from: "a", to: index < 2 ? "c" : "b", kind: index % 2 ? "api" : "queue" }),
  );
  const view = { palette: palettes.dark, kinds: new Set(["api", "queue"] as const), minStrength: 0, dormant: false };
  const selection = { project: "c", edge: null, changed: null };
  const edges = buildEdges(rows, ids, ids, { ...view, unwanted: new Set(), ...selection });
  return edges.map((each) => edgeAttributes(each, { nodes: [], edges, hulls: [] }).type);
}

test("of very many edges only those of the selection have arrows and can be picked", () => {
  const types = typesAmong(5001);
  expect(types.slice(0, 2)).toEqual(["straight", "straight"]);
  expect(new Set(types.slice(2))).toEqual(new Set(["plain"]));
});

test("of fewer all do", () => {
  expect(typesAmong(4)).not.toContain("plain");
});
