import { edgeAt } from "../edgeAt.ts";
import { isSame } from "../isSame.ts";
import type { GraphMarks } from "../marks.ts";
import type { Palette } from "../palette.ts";
import { keepsLeft } from "./camera.ts";
import { compose } from "./compose.ts";
import type { GraphRenderer } from "./contract.ts";
import { createSigma } from "./createSigma.ts";
import { enableDragging } from "./dragging.ts";
import { forwardEvents } from "./forwardEvents.ts";
import { createGlide } from "./glide.ts";
import { createHullLayer } from "./hullLayer.ts";
import { createLabels } from "./labels.ts";
import { enableLasso } from "./lasso.ts";
import { lightenMoves } from "./lightenMoves.ts";
import { linesOf } from "./linesOf.ts";
import { createListeners } from "./listeners.ts";
import { showAll, showChange } from "./showMarks.ts";
import { createSight } from "./sight.ts";
import { flush, park, unpark, warmUpMarks } from "./warmUp.ts";
import { watchCovered } from "./watchCovered.ts";

/** Makes the canvas, out of sight and already drawing, so that the first data finds it warm. Throws without WebGL. */
export function createRenderer(palette: Palette): GraphRenderer {
  let colors = palette;
  let drawn: GraphMarks = warmUpMarks;
  let lettered = letteredOf(drawn);
  const element = document.createElement("div");
  element.className = "absolute inset-0";
  park(element);
  const labels = createLabels(() => colors);
  const sigma = createSigma(element, () => colors, labels);
  flush(element);

  const { listen, emit } = createListeners();
  const place: GraphRenderer["place"] = (id) => {
    const data = sigma.getGraph().hasNode(id) ? sigma.getNodeDisplayData(id) : undefined;
    if (!data || data.hidden) return null;
    return { id, ...sigma.framedGraphToViewport(data), radius: sigma.scaleSize(data.size) };
  };
  const places = () => drawn.nodes.flatMap((node) => (node.hidden ? [] : (place(node.id) ?? [])));

  const light = lightenMoves(sigma, sigma.getCanvases().edges?.getContext("webgl2") ?? null);
  const covered = watchCovered(element, () => {
    if (!element.isConnected) return;
    sight.settle();
    sigma.scheduleRender();
  });
  // Kept for as long as the canvas has its size: a legend with a line less is no reason to move the map.
  let kept = { of: "", is: false };
  const isLeftKept = () => {
    const size = sigma.getDimensions();
    const of = `${size.width} ${size.height}`;
    kept = { of, is: (of === kept.of && kept.is) || keepsLeft(covered.lasting(), size) };
    return kept.is;
  };
  const sight = createSight(sigma, place, isLeftKept, () => {
    light.complete();
    emit((on) => on.moved?.());
  });
  const glide = createGlide(sigma, sight.settle);
  const isGesture = () => drag.hasJustEnded() || lasso.hasJustEnded();
  // Before drags and lassos listen: it takes Sigma's own listeners away, and would take theirs too.
  forwardEvents(sigma, element, { isGesture, edgeAt: (at) => edgeAt(at, linesOf(sigma, drawn)) }, emit);
  const drag = enableDragging(sigma, (id, to) => emit((on) => on.dragged?.(id, to)));
  const lasso = enableLasso(sigma, {
    ink: () => colors.ink,
    places,
    onEnd: (ids) => emit((on) => on.lassoed?.(ids)),
  });
  const hulls = createHullLayer(sigma, { palette: () => colors, place });
  // Names are written on a layer of their own; an empty one would still be laid over each frame.
  const { edgeLabels, labels: nodeLabels } = sigma.getCanvases();
  for (const unused of [edgeLabels, nodeLabels]) if (unused !== undefined) unused.style.display = "none";
  const names = sigma.createCanvas("names", { beforeLayer: "hovers", style: { pointerEvents: "none" } });
  sigma.on("afterRender", () => {
    labels.draw(sigma, names, hulls.draw(), lettered, sight.freeWidth(), covered.rects());
    emit((on) => on.frame?.());
  });
  const resized = new ResizeObserver(() => {
    if (!element.isConnected) return;
    sigma.resize().scheduleRender();
    sight.settle();
  });
  resized.observe(element);

  return {
    listen,
    place,
    places,
    fit: sight.fit,
    zoom: sight.zoom,
    attend: sight.attend,
    reveal: sight.reveal,
    view: sight.view,
    look: sight.look,
    keepClear: covered.set,
    setDraggable: drag.setEnabled,
    setLasso: lasso.setEnabled,

    mount(host) {
      if (host === null) return element.remove();
      host.prepend(element);
      unpark(element);
      sigma.resize(true).refresh();
      sight.settle();
    },

    show(marks, nextPalette) {
      const recolored = nextPalette !== colors;
      const before = drawn;
      colors = nextPalette;
      drawn = marks;
      if (before.edges !== marks.edges) lettered = letteredOf(marks);
      hulls.set(marks.hulls);
      glide.finish();
      const [graph, frame] = [sigma.getGraph(), sigma.getCustomBBox()];
      if (!showChange(sigma, before, marks, recolored)) return;
      const looked = sigma.getCamera().getState();
      sight.settle();
      // Drawn now: else one frame would show the new places through the camera for the old ones.
      if (!isSame(looked, sigma.getCamera().getState())) sigma.refresh({ partialGraph: {}, skipIndexation: true });
      if (element.isConnected) glide.start(graph, frame);
    },

    overview: () => ({
      nodes: drawn.nodes.filter(({ hidden }) => !hidden),
      sight: sight.sight(),
    }),

    putBack: () => showAll(sigma, drawn),

    picture(caption) {
      // Drawn and copied in one go: a WebGL canvas forgets its picture once the browser has shown it.
      sigma.refresh();
      return compose([...element.querySelectorAll("canvas")], colors, caption);
    },

    destroy() {
      glide.finish();
      sight.stop();
      resized.disconnect();
      covered.stop();
      sigma.kill();
    },
  };
}

/** The edges that a text is written along. */
const letteredOf = ({ edges }: GraphMarks) => edges.filter(({ label, hidden }) => label !== null && !hidden);
