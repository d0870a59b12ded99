import { expect, test } from "bun:test";
import { buildGraph, type GraphView } from "../testing/buildGraph.ts";
import { edge, project } from "../testing/rows.ts";
import { diffMarks } from "./diffMarks.ts";
import { palettes } from "./palette.ts";

const view: GraphView = {
  overlay: "status",
  palette: palettes.light,
  shows: () => true,
  kinds: new Set(["api"]),
  minStrength: 0,
  unwanted: new Set(),
  degrees: null,
  domains: false,
  dormant: false,
  project: null,
  edge: null,
  changed: null,
};
const at = "2026-01-01T00:00:00.000Z";
const edges = [edge({ id: "1", from: "a", to: "b" })];
const before = buildGraph({ at, projects: [project({ slug: "a" }), project({ slug: "b" })], edges }, view);

test("a heartbeat changes nothing on the canvas", () => {
  const projects = [project({ slug: "a", lastSeenAt: "2026-01-02T00:00:00.000Z" }), project({ slug: "b" })];
  const change = diffMarks(before, buildGraph({ at, projects, edges }, view));
  expect(change).toEqual({ rebuilt: false, reindex: false, nodes: [], edges: [] });
});

test("a status touches one node and lays nothing out anew", () => {
  const projects = [project({ slug: "a" }), project({ slug: "b", status: "offline" })];
  const change = diffMarks(before, buildGraph({ at, projects, edges }, view));
  expect(change.nodes.map(({ id }) => id)).toEqual(["b"]);
  expect([change.rebuilt, change.reindex, change.edges.length]).toEqual([false, false, 0]);
});

test("hiding is learned by labels and picking", () => {
  const projects = [project({ slug: "a" }), project({ slug: "b" })];
  const change = diffMarks(before, buildGraph({ at, projects, edges }, { ...view, minStrength: 0.9 }));
  expect(change).toMatchObject({ rebuilt: false, reindex: true });
});

test("a new or a moved project rebuilds", () => {
  const joined = [project({ slug: "a" }), project({ slug: "b" }), project({ slug: "c" })];
  const moved = [project({ slug: "a", x: 5 }), project({ slug: "b" })];
  for (const projects of [joined, moved]) {
    expect(diffMarks(before, buildGraph({ at, projects, edges }, view)).rebuilt).toBe(true);
  }
});
