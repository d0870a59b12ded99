import { describe, expect, test } from "bun:test";
import type { IntegrationKind } from "../../contracts/names.ts";
import { buildGraph, type GraphView } from "../testing/buildGraph.ts";
import { edge, project } from "../testing/rows.ts";
import { palettes } from "./palette.ts";

const allKinds: ReadonlySet<IntegrationKind> = new Set(["api", "queue", "shared-schema", "secret"]);
const view: GraphView = {
  overlay: "status",
  palette: palettes.dark,
  shows: () => true,
  kinds: allKinds,
  minStrength: 0,
  unwanted: new Set(),
  degrees: null,
  domains: false,
  dormant: false,
  project: null,
  edge: null,
  changed: null,
};
const map = {
  at: "2026-01-01T00:00:00.000Z",
  projects: [
    project({ slug: "veria", x: 1, y: 2 }),
    project({ slug: "performia", status: "degraded" }),
    project({ slug: "rollizr", status: "offline" }),
  ],
  edges: [
    edge({ id: "1", from: "veria", to: "performia", strength: 0.9 }),
    edge({ id: "2", from: "performia", to: "rollizr", kind: "queue", strength: 0.2 }),
    edge({ id: "3", from: "rollizr", to: "veria", kind: "secret", strength: 0.01, dormant: true }),
    edge({ id: "4", from: "veria", to: "nobody" }),
  ],
};
const visibleEdges = (changes: Partial<GraphView>) =>
  buildGraph(map, { ...view, ...changes })
    .edges.filter(({ hidden }) => !hidden)
    .map(({ id }) => id);

describe("buildGraph", () => {
  test("keeps the server's positions whatever the view", () => {
    for (const overlay of ["status", "risk"] as const) {
      const veria = buildGraph(map, { ...view, overlay, shows: () => false }).nodes[0];
      expect([veria?.x, veria?.y]).toEqual([1, 2]);
    }
  });

  test("tells each status by its own pattern, not by colour alone", () => {
    const patterns = buildGraph(map, view).nodes.map(({ pattern }) => pattern);
    expect(patterns).toEqual(["solid", "double", "hollow"]);
  });

  test("hides dormant edges unless asked, and never draws one without both ends", () => {
    expect(visibleEdges({})).toEqual(["1", "2"]);
    expect(visibleEdges({ dormant: true })).toEqual(["1", "2", "3"]);
  });

  test("hides edges that are weaker than asked or of a kind that is off", () => {
    expect(visibleEdges({ minStrength: 0.5 })).toEqual(["1"]);
    expect(visibleEdges({ kinds: new Set<IntegrationKind>(["queue"]) })).toEqual(["2"]);
  });

  test("hides edges of a standing that is off", () => {
    const standings = [
      edge({ id: "1", from: "veria", to: "performia", standing: "declared" }),
      edge({ id: "2", from: "performia", to: "rollizr", standing: "contradicted" }),
    ];
    const { edges } = buildGraph({ ...map, edges: standings }, { ...view, unwanted: new Set(["declared"] as const) });
    expect(edges.filter(({ hidden }) => !hidden).map(({ id }) => id)).toEqual(["2"]);
  });

  test("outlines each domain with more than one project in sight, only when asked", () => {
    const projects = ["Finance", "Finance", "Infra", null, null].map((domain, index) =>
      project({ slug: `p${index}`, domain }),
    );
    const hulls = (changes: Partial<GraphView>) => buildGraph({ ...map, projects }, { ...view, ...changes }).hulls;
    expect(hulls({})).toEqual([]);
    expect(hulls({ domains: true })).toEqual([{ label: "Finance", members: ["p0", "p1"] }]);
    expect(hulls({ domains: true, shows: ({ slug }) => slug !== "p1" })).toEqual([]);
  });

  test("outlines a domain without the few of its projects that are far away", () => {
    const projects = Array.from({ length: 40 }, (_, index) =>
      project({ slug: `p${index}`, domain: "Finance", x: index === 7 ? 5000 : index, y: index % 3 }),
    );
    const [hull] = buildGraph({ ...map, projects }, { ...view, domains: true }).hulls;
    expect(hull?.members).toHaveLength(38);
    expect(hull?.members).not.toContain("p7");
    expect(hull?.members).toContain("p20");
  });

  test("gives a project with more edges a larger disc where the size says edges", () => {
    const degrees = new Map([
      ["veria", 9],
      ["performia", 1],
    ]);
    const [veria, performia, rollizr] = buildGraph(map, { ...view, degrees }).nodes.map(({ size }) => size);
    expect(veria).toBeGreaterThan(performia ?? 0);
    expect(performia).toBeGreaterThan(rollizr ?? 0);
  });

  test("hides a project that does not match together with its edges", () => {
    const marks = buildGraph(map, { ...view, shows: ({ slug }) => slug !== "performia" });
    expect(marks.nodes.filter(({ hidden }) => hidden).map(({ id }) => id)).toEqual(["performia"]);
    expect(marks.edges.every(({ hidden }) => hidden)).toBe(true);
  });

  test("fades what is not joined to the selected project", () => {
    const faded = buildGraph(map, { ...view, project: "veria" }).nodes.filter((node) => node.faded);
    expect(faded.map(({ id }) => id)).toEqual(["rollizr"]);
  });

  test("draws what is joined to the selection over the rest", () => {
    const front = buildGraph(map, { ...view, project: "rollizr" }).edges.filter((mark) => mark.front);
    expect(front.map(({ id }) => id)).toEqual(["2", "3"]);
  });

  test("gives an open alert a sign in every overlay, and a bad status where the colour says something else", () => {
    const projects = [
      project({ slug: "calm" }),
      project({ slug: "loud", openAlerts: 2 }),
      project({ slug: "gone", status: "offline" }),
    ];
    const signs = (overlay: GraphView["overlay"]) =>
      buildGraph({ ...map, projects }, { ...view, overlay }).nodes.map(({ alerting, trouble }) => [alerting, trouble]);
    for (const overlay of ["risk", "freshness", "receipts"] as const) {
      expect(signs(overlay)).toEqual([
        [false, null],
        [true, null],
        [false, "offline"],
      ]);
    }
    expect(signs("status")).toEqual([
      [false, null],
      [true, null],
      [false, null],
    ]);
  });

  test("always labels a project with an open alert, also when it steps back behind another", () => {
    const loud = [project({ slug: "veria", openAlerts: 1 }), project({ slug: "calm" }), project({ slug: "performia" })];
    const marks = (chosen: string | null) => buildGraph({ ...map, projects: loud }, { ...view, project: chosen }).nodes;
    expect(marks(null).map(({ forceLabel }) => forceLabel)).toEqual([true, false, false]);
    expect(marks("calm").map(({ forceLabel }) => forceLabel)).toEqual([true, true, false]);
  });

  test("marks what became of a project, and brings an edge that is different forward", () => {
    const compared = { ...view, changes: new Map([["veria", "worse" as const]]), changed: new Set(["2"]) };
    const { nodes, edges } = buildGraph(map, compared);
    expect(nodes.map(({ change }) => change)).toEqual(["worse", null, null]);
    expect(edges.filter(({ front }) => front).map(({ id }) => id)).toEqual(["2"]);
  });

  test("draws a stronger edge wider", () => {
    const [strong, weak] = buildGraph(map, view).edges;
    expect(strong?.size).toBeGreaterThan(weak?.size ?? Number.POSITIVE_INFINITY);
  });
});
