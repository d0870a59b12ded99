import { createEdgeCurveProgram, DEFAULT_EDGE_CURVE_PROGRAM_OPTIONS } from "@sigma/edge-curve";
import Sigma from "sigma";
import { DEFAULT_EDGE_ARROW_HEAD_PROGRAM_OPTIONS, EdgeArrowProgram, EdgeLineProgram } from "sigma/rendering";
import { frameOf, homeCamera } from "./camera.ts";
import { compose } from "./compose.ts";
import { diffMarks } from "./diffMarks.ts";
import type { Place } from "./direction.ts";
import { createDiscProgram } from "./disc.ts";
import { enableDragging } from "./dragging.ts";
import { createEdgeLabelDrawing, createHoverDrawing, createLabelDrawing } from "./labels.ts";
import type { GraphMarks } from "./marks.ts";
import type { Palette } from "./palette.ts";
import { edgeAttributes, nodeAttributes, plainEdgesAbove, toGraph } from "./toGraph.ts";
import type { View } from "./view.ts";
import { flush, park, unpark, warmUpGraph, warmUpMarks } from "./warmUp.ts";

/** After this long without a movement the camera stands still. */
const stillMs = 250;

/** What happens on the canvas. `edge` and `node` are ids; `frame` comes after each drawn frame. */
export type RendererEvents = {
  /** `together`: with Shift, Ctrl or Cmd held, to pick several. */
  node(id: string, together: boolean): void;
  openNode(id: string): void;
  edge(id: string): void;
  stage(): void;
  frame(): void;
  lost(): void;
  /** The camera was moved and stands still again. */
  moved(): void;
  /** A node was dragged to a place on the map, in the server's coordinates. */
  dragged(id: string, to: { x: number; y: number }): void;
};

/** All nodes and what of them is in sight, in the frame of the map: 0..1 on its longer side. */
export type Overview = {
  nodes: { x: number; y: number; color: string }[];
  sight: { left: number; top: number; right: number; bottom: number };
};

/** The canvas, as the rest of the client knows it. Only this folder knows that Sigma is behind it. */
export type GraphRenderer = {
  /** Puts the canvas into a place of the page, or takes it out with null; what is drawn stays. */
  mount(host: HTMLElement | null): void;
  /** Draws these marks, touching only what is different from what is drawn. */
  show(marks: GraphMarks, palette: Palette): void;
  listen(events: Partial<RendererEvents>): () => void;
  fit(): void;
  zoom(factor: number): void;
  /** Where the visible nodes are on the canvas, in CSS pixels. */
  places(): Place[];
  /** Where one node is, and its radius on screen; null when it is hidden or unknown. */
  place(id: string): (Place & { radius: number }) | null;
  /**
   * Keeps what matters in sight when something covers `pixels` on the right. Who has not moved the camera keeps seeing
   * everything, beside it; for who has, the camera moves only as far as the node needs.
   */
  attend(id: string | null, pixels: number): void;
  /** Where the camera was moved to; null while everything is shown. */
  view(): View | null;
  /** Moves the camera at once; null shows everything. */
  look(view: View | null): void;
  overview(): Overview;
  /** Whether nodes can be dragged. */
  setDraggable(draggable: boolean): void;
  /** Draws everything anew from the marks shown last: takes back a drag that was refused. */
  putBack(): void;
  /** What is on the canvas, as a PNG on the background. */
  picture(): Promise<Blob>;
  destroy(): void;
};

/** Throws when the browser has no WebGL. */
export function createRenderer(palette: Palette): GraphRenderer {
  let colors = palette;
  let drawn: GraphMarks = warmUpMarks;
  let inset = 0;
  const listeners = new Set<Partial<RendererEvents>>();

  const drawEdgeLabel = createEdgeLabelDrawing(() => colors);
  const curve = {
    ...DEFAULT_EDGE_CURVE_PROGRAM_OPTIONS,
    arrowHead: DEFAULT_EDGE_ARROW_HEAD_PROGRAM_OPTIONS,
    drawLabel: drawEdgeLabel,
  };
  const element = document.createElement("div");
  element.className = "absolute inset-0";
  park(element);
  const sigma = new Sigma(warmUpGraph(), element, {
    allowInvalidContainer: true,
    defaultNodeType: "disc",
    defaultEdgeType: "straight",
    nodeProgramClasses: { disc: createDiscProgram(() => colors.canvas) },
    edgeProgramClasses: { straight: EdgeArrowProgram, curved: createEdgeCurveProgram(curve), line: EdgeLineProgram },
    defaultDrawEdgeLabel: drawEdgeLabel,
    defaultDrawNodeLabel: createLabelDrawing(() => colors),
    defaultDrawNodeHover: createHoverDrawing(() => colors),
    renderEdgeLabels: true,
    labelRenderedSizeThreshold: 5,
    labelGridCellSize: 110,
    labelDensity: 0.9,
    stagePadding: 90,
    zIndex: true,
    minEdgeThickness: 1,
    enableEdgeEvents: true,
    minCameraRatio: 0.05,
    maxCameraRatio: 4,
  });

  flush(element);

  sigma.on("clickNode", ({ node, event: { original } }) => {
    const together = original.shiftKey || original.ctrlKey || original.metaKey;
    for (const on of listeners) on.node?.(node, together);
  });
  sigma.on("doubleClickNode", (payload) => {
    payload.preventSigmaDefault();
    for (const on of listeners) on.openNode?.(payload.node);
  });
  sigma.on("clickEdge", ({ edge }) => {
    for (const on of listeners) on.edge?.(edge);
  });
  sigma.on("clickStage", () => {
    for (const on of listeners) on.stage?.();
  });
  sigma.on("afterRender", () => {
    for (const on of listeners) on.frame?.();
  });
  for (const [event, cursor] of [
    ["enterNode", "pointer"],
    ["enterEdge", "pointer"],
    ["leaveNode", ""],
    ["leaveEdge", ""],
  ] as const) {
    sigma.on(event, () => {
      element.style.cursor = cursor;
    });
  }
  for (const canvas of element.querySelectorAll("canvas")) {
    canvas.addEventListener("webglcontextlost", () => {
      for (const on of listeners) on.lost?.();
    });
  }
  const camera = sigma.getCamera();
  const isHome = () => {
    const home = homeCamera(sigma, inset);
    return Math.hypot(camera.x - home.x, camera.y - home.y) < 1e-3 && Math.abs(camera.ratio - home.ratio) < 1e-3;
  };
  let stillTimer: ReturnType<typeof setTimeout> | undefined;
  camera.on("updated", () => {
    clearTimeout(stillTimer);
    stillTimer = setTimeout(() => {
      for (const on of listeners) on.moved?.();
    }, stillMs);
  });
  const drag = enableDragging(sigma, (id, to) => {
    for (const on of listeners) on.dragged?.(id, to);
  });
  const resized = new ResizeObserver(() => {
    if (element.isConnected) sigma.resize().scheduleRender();
  });
  resized.observe(element);

  const place = (id: string) => {
    if (!sigma.getGraph().hasNode(id)) return null;
    const data = sigma.getNodeDisplayData(id);
    if (!data || data.hidden) return null;
    return { id, ...sigma.framedGraphToViewport(data), radius: sigma.scaleSize(data.size) };
  };

  const reveal = (id: string) => {
    const at = place(id);
    if (!at) return;
    const { width, height } = sigma.getDimensions();
    const free = width - inset;
    const margin = 60;
    const dx = at.x < margin ? at.x - margin : at.x > free - margin ? at.x - (free - margin) : 0;
    const dy = at.y < margin ? at.y - margin : at.y > height - margin ? at.y - (height - margin) : 0;
    if (dx === 0 && dy === 0) return;
    const centre = sigma.viewportToFramedGraph({ x: width / 2 + dx, y: height / 2 + dy });
    void sigma.getCamera().animate(centre, { duration: 200 });
  };

  return {
    mount(host) {
      if (host === null) return element.remove();
      host.prepend(element);
      unpark(element);
      sigma.resize(true).refresh();
    },

    show(marks, nextPalette) {
      const recolored = nextPalette !== colors;
      colors = nextPalette;
      const change = diffMarks(drawn, marks);
      drawn = marks;
      if (change.rebuilt) {
        sigma.setSetting("enableEdgeEvents", marks.edges.length <= plainEdgesAbove);
        sigma.setCustomBBox(frameOf(marks.nodes, sigma.getCustomBBox()));
        sigma.setGraph(toGraph(marks));
        return;
      }
      // The attribute objects are changed in place: Sigma would answer each graphology event with work of its own,
      // and one refresh for all of them is what keeps a live change within a frame.
      const graph = sigma.getGraph();
      for (const node of change.nodes) Object.assign(graph.getNodeAttributes(node.id), nodeAttributes(node));
      for (const edge of change.edges) Object.assign(graph.getEdgeAttributes(edge.id), edgeAttributes(edge, drawn));
      const nodes = recolored ? graph.nodes() : change.nodes.map((node) => node.id);
      const edges = change.edges.map((edge) => edge.id);
      if (nodes.length + edges.length === 0) return;
      sigma.refresh({ partialGraph: { nodes, edges }, skipIndexation: !change.reindex });
    },

    listen(events) {
      listeners.add(events);
      return () => listeners.delete(events);
    },

    fit: () => void sigma.getCamera().animate(homeCamera(sigma, inset), { duration: 200 }),
    zoom: (factor) => void sigma.getCamera().animatedZoom({ factor, duration: 150 }),

    places: () => drawn.nodes.flatMap((node) => (node.hidden ? [] : (place(node.id) ?? []))),
    place,

    attend(id, pixels) {
      const atHome = isHome();
      const changed = pixels !== inset;
      inset = pixels;
      if (!atHome) return id === null ? undefined : reveal(id);
      if (changed) void sigma.getCamera().animate(homeCamera(sigma, inset), { duration: 200 });
    },

    view: () => (isHome() ? null : { x: camera.x, y: camera.y, ratio: camera.ratio }),
    look: (view) => camera.setState(view ?? homeCamera(sigma, inset)),

    overview() {
      const { width, height } = sigma.getDimensions();
      const topLeft = sigma.viewportToFramedGraph({ x: 0, y: 0 });
      const bottomRight = sigma.viewportToFramedGraph({ x: width - inset, y: height });
      return {
        nodes: drawn.nodes.flatMap(({ id, hidden, color }) => {
          const data = hidden ? undefined : sigma.getNodeDisplayData(id);
          return data ? [{ x: data.x, y: data.y, color }] : [];
        }),
        sight: { left: topLeft.x, top: topLeft.y, right: bottomRight.x, bottom: bottomRight.y },
      };
    },

    setDraggable: drag.setEnabled,
    putBack() {
      sigma.setGraph(toGraph(drawn));
    },

    picture() {
      // Drawn and copied in one go: a WebGL canvas forgets its picture once the browser has shown it.
      sigma.refresh();
      return compose([...element.querySelectorAll("canvas")], colors.canvas);
    },

    destroy() {
      clearTimeout(stillTimer);
      resized.disconnect();
      sigma.kill();
    },
  };
}
