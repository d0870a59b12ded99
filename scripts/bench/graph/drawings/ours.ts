import { buildEdges } from "../../../../client/graph/buildEdges.ts";
import { type BuiltNodes, buildNodes } from "../../../../client/graph/buildNodes.ts";
import { patchMap } from "../../../../client/graph/merge.ts";
import type { Overlay } from "../../../../client/graph/overlays.ts";
import type { GraphRenderer } from "../../../../client/graph/renderer/contract.ts";
import { createRenderer } from "../../../../client/graph/renderer/renderer.ts";
import type { EcosystemMap } from "../../../../contracts/graph.ts";
import { integrationKind } from "../../../../contracts/names.ts";
import { type Drawing, type Picture, palette } from "../drawing.ts";

const edgeView = {
  ...{ palette, kinds: new Set(integrationKind.options), minStrength: 0, dormant: true },
  ...{ unwanted: new Set<never>(), project: null, edge: null, changed: null },
};

/** Builds marks as the page does: edges once, nodes when the overlay or a project is another. */
function drawOurs(renderer: GraphRenderer, first: EcosystemMap, host: HTMLElement): Picture {
  let map = first;
  let overlay: Overlay = "status";
  let built: BuiltNodes = new WeakMap();
  const shown = new Set(map.projects.map(({ slug }) => slug));
  const edges = buildEdges(map.edges, shown, shown, edgeView);
  const show = () => {
    const nodeView = { overlay, palette, project: null, degrees: null };
    renderer.show({ nodes: buildNodes(map.projects, shown, null, nodeView, built), edges, hulls: [] }, palette);
  };
  renderer.mount(host);
  show();
  return {
    async recolour(next) {
      overlay = next;
      built = new WeakMap();
      show();
    },
    async change(project) {
      map = patchMap(map, { type: "projects", projects: [project], removed: [] });
      show();
    },
  };
}

/** The page's own path: the renderer is made while data loads. */
export function warm(): Drawing {
  let prepared: GraphRenderer | undefined;
  return {
    prepare() {
      prepared = createRenderer(palette);
    },
    async draw(map, host) {
      if (prepared === undefined) throw new Error("not prepared");
      return drawOurs(prepared, map, host);
    },
  };
}

/** Everything only when data is there. */
export const cold = (): Drawing => ({ draw: async (map, host) => drawOurs(createRenderer(palette), map, host) });
