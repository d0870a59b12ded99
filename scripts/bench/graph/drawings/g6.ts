import { Graph } from "@antv/g6";
import { colourOf, type Drawing, hasPixels, namedProjects, palette, plainEdgesAbove } from "../drawing.ts";

/** G6 says that it is done when its scene is; it draws that in one of the next frames. */
async function drawn(host: HTMLElement): Promise<void> {
  do await new Promise((resolve) => requestAnimationFrame(resolve));
  while (!hasPixels(host));
}

/** G6 on its 2D canvas, as its own examples of thousands of nodes draw: given places, no animation, straight edges. */
export const g6 = (): Drawing => ({
  async draw(map, host) {
    const named = map.projects.length <= namedProjects;
    const arrows = map.edges.length <= plainEdgesAbove;
    const graph = new Graph({
      container: host,
      width: host.clientWidth,
      height: host.clientHeight,
      animation: false,
      autoFit: "view",
      data: {
        nodes: map.projects.map((project) => ({
          id: project.slug,
          style: {
            ...{ x: project.x, y: project.y, fill: colourOf("status", project) },
            ...(named ? { labelText: project.name, labelFill: palette.ink } : {}),
          },
        })),
        edges: map.edges.map(({ id, from, to, kind, strength }) => ({
          ...{ id, source: from, target: to },
          style: { stroke: palette.kind[kind], lineWidth: 1 + 3 * strength, endArrow: arrows },
        })),
      },
      node: { type: "circle", style: { size: 16 } },
      edge: { type: "line" },
    });
    await graph.render();
    await drawn(host);
    return {
      async recolour(overlay) {
        graph.updateNodeData(
          map.projects.map((project) => ({ id: project.slug, style: { fill: colourOf(overlay, project) } })),
        );
        await graph.draw();
        await drawn(host);
      },
      async change(project) {
        graph.updateNodeData([{ id: project.slug, style: { fill: colourOf("status", project) } }]);
        await graph.draw();
        await drawn(host);
      },
    };
  },
});
