import { expect, test } from "bun:test";
import type { InstanceOutline, OutlineNode } from "../../../contracts/instance.ts";
import { palettes } from "../../graph/palette.ts";
import { buildOutline } from "./buildOutline.ts";
import { toggleFolder, writeOpen } from "./openFolders.ts";

const node = (id: string, kind: OutlineNode["kind"], parent: string | null, files = 1): OutlineNode => ({
  ...{ id, kind, parent, files, language: null, skipped: null },
  ...{ lines: 10, symbols: 1, tasks: 0 },
});
const outline: InstanceOutline = {
  nodes: [
    node("", "open", null, 9),
    node("src", "open", "", 3),
    node("src/deep", "open", "src", 1),
    node("src/deep/c.ts", "file", "src/deep"),
    node("src/a.ts", "file", "src"),
    node("src/b.ts", "file", "src"),
    node("docs", "folder", "", 6),
  ],
  imports: [
    { from: "src/a.ts", to: "src/b.ts", count: 1 },
    { from: "docs", to: "src/b.ts", count: 3 },
  ],
};
const view = { name: "Veria", palette: palettes.dark, selected: null, pixels: 560 };

test("closing a folder closes what is below it; opening leaves the others", () => {
  expect(toggleFolder(outline.nodes, "src")).toEqual([]);
  expect(toggleFolder(outline.nodes, "docs")).toEqual(["src", "src/deep", "docs"]);
  expect(writeOpen([])).toBe(".");
  expect(writeOpen(["src", "docs"])).toBe("src//docs");
});

test("each node is held by its folder, and imports are arrows of their own", () => {
  const { nodes, edges } = buildOutline(outline, view);
  expect(nodes.map(({ id, label }) => `${id} ${label}`)).toContain("/ Veria");
  expect(edges.filter(({ id }) => id.startsWith("holds ")).map(({ from, to }) => `${from} > ${to}`)).toEqual([
    "/ > src",
    "src > src/deep",
    "src/deep > src/deep/c.ts",
    "src > src/a.ts",
    "src > src/b.ts",
    "/ > docs",
  ]);
  expect(edges.filter(({ id }) => id.startsWith("imports ")).map(({ from, to }) => `${from} > ${to}`)).toEqual([
    "src/a.ts > src/b.ts",
    "docs > src/b.ts",
  ]);
});

test("with a file selected, what it imports and what imports it stay in front, and the rest steps back", () => {
  const { nodes, edges } = buildOutline(outline, { ...view, selected: "src/b.ts" });
  expect(nodes.filter(({ faded }) => faded).map(({ id }) => id)).toEqual(["src/deep/c.ts"]);
  expect(edges.filter(({ front }) => front).map(({ label }) => label)).toEqual([null, "3 imports"]);
});

test("no disc has the colour of a status; the languages with the most lines have colours of their own", () => {
  const files = ["TypeScript", "Go", "JSON", "YAML", null].map((language, index) => ({
    ...node(`${language}`, "file", ""),
    ...{ language, lines: 100 - index },
  }));
  const { nodes } = buildOutline({ ...outline, nodes: [...outline.nodes, ...files] }, view);
  for (const { color } of nodes) expect(Object.values(palettes.dark.status)).not.toContain(color);
  const colorOf = (id: string) => nodes.find((each) => each.id === id)?.color;
  expect(new Set(["TypeScript", "Go", "JSON", "YAML"].map(colorOf)).size).toBe(4);
  expect(colorOf("YAML")).toBe(colorOf("null"));
});

test("nothing moves when only the selection changes", () => {
  const places = (selected: string | null) =>
    buildOutline(outline, { ...view, selected }).nodes.map(({ x, y }) => [x, y]);
  expect(places("src/a.ts")).toEqual(places(null));
});

test("on a smaller canvas the discs are smaller, and names give way", () => {
  const wide = buildOutline(outline, view).nodes;
  const narrow = buildOutline(outline, { ...view, pixels: 60 }).nodes;
  expect(wide.filter(({ forceLabel }) => forceLabel).map(({ label }) => label)).toEqual([
    ...["Veria", "src", "deep", "docs"],
  ]);
  expect(narrow.filter(({ forceLabel }) => forceLabel)).toEqual([]);
  expect(narrow.every(({ size }, index) => size < (wide[index]?.size ?? 0))).toBe(true);
});
