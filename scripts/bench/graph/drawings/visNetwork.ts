import { DataSet, Network } from "vis-network/standalone/esm/vis-network.min.mjs";
import { colourOf, type Drawing, namedProjects, palette, plainEdgesAbove } from "../drawing.ts";

/** vis-network on its 2D canvas, with given places, so without its physics, and straight edges, which it draws fastest. */
export const visNetwork = (): Drawing => ({
  async draw(map, host) {
    const named = map.projects.length <= namedProjects;
    const nodes = new DataSet(
      map.projects.map((project) => ({
        ...{ id: project.slug, x: project.x, y: project.y, color: colourOf("status", project) },
        ...(named ? { label: project.name } : {}),
      })),
    );
    const edges = new DataSet(
      map.edges.map(({ id, from, to, kind, strength }) => ({
        ...{ id, from, to, color: palette.kind[kind], width: 1 + 3 * strength },
      })),
    );
    const network = new Network(
      host,
      { nodes, edges },
      {
        physics: false,
        layout: { improvedLayout: false },
        nodes: { shape: "dot", size: 8, font: { color: palette.ink, size: 12 } },
        edges: { smooth: false, arrows: map.edges.length > plainEdgesAbove ? "" : "to" },
      },
    );
    const rendered = () => new Promise<void>((resolve) => network.once("afterDrawing", () => resolve()));
    await rendered();
    return {
      async recolour(overlay) {
        nodes.update(map.projects.map((project) => ({ id: project.slug, color: colourOf(overlay, project) })));
        await rendered();
      },
      async change(project) {
        nodes.update({ id: project.slug, color: colourOf("status", project) });
        await rendered();
      },
    };
  },
});
