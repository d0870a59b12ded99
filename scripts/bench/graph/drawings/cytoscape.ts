import cytoscape from "cytoscape";
import { colourOf, type Drawing, palette, plainEdgesAbove } from "../drawing.ts";

/**
 * cytoscape.js on its 2D canvas, with given places. Its documentation's advice for speed is followed: straight edges, which
 * are its haystacks where there are many, and no text that would be too small to read.
 */
export const cytoscapeJs = (): Drawing => ({
  async draw(map, host) {
    const plain = map.edges.length > plainEdgesAbove;
    const drawn = cytoscape({
      container: host,
      elements: [
        ...map.projects.map((project) => ({
          data: { id: project.slug, label: project.name, color: colourOf("status", project) },
          position: { x: project.x, y: project.y },
        })),
        ...map.edges.map(({ id, from, to, kind, strength }) => ({
          data: { id, source: from, target: to, color: palette.kind[kind], width: 1 + 3 * strength },
        })),
      ],
      layout: { name: "preset" },
      style: [
        {
          selector: "node",
          style: {
            ...{ label: "data(label)", "background-color": "data(color)", color: palette.ink },
            ...{ "font-size": 12, "min-zoomed-font-size": 8 },
          },
        },
        {
          selector: "edge",
          style: plain
            ? { "line-color": "data(color)", width: 1, "curve-style": "haystack" }
            : {
                ...{ "line-color": "data(color)", width: "data(width)", "curve-style": "straight" },
                ...{ "target-arrow-shape": "triangle", "target-arrow-color": "data(color)" },
              },
        },
      ],
    });
    const rendered = () => new Promise<void>((resolve) => drawn.one("render", () => resolve()));
    await rendered();
    return {
      async recolour(overlay) {
        const colours = new Map(map.projects.map((project) => [project.slug, colourOf(overlay, project)]));
        drawn.batch(() => drawn.nodes().forEach((node) => void node.data("color", colours.get(node.id()))));
        await rendered();
      },
      async change(project) {
        drawn.$id(project.slug).data("color", colourOf("status", project));
        await rendered();
      },
    };
  },
});
