import { createEdgeCurveProgram, DEFAULT_EDGE_CURVE_PROGRAM_OPTIONS } from "@sigma/edge-curve";
import Sigma from "sigma";
import {
  DEFAULT_EDGE_ARROW_HEAD_PROGRAM_OPTIONS,
  EdgeArrowHeadProgram,
  EdgeClampedProgram,
  EdgeLineProgram,
} from "sigma/rendering";
import type { Palette } from "../palette.ts";
import { createDiscProgram } from "./disc.ts";
import { keepEdges } from "./keepEdges.ts";
import type { createLabels } from "./labels.ts";
import { warmUpGraph } from "./warmUp.ts";

/** Sigma with our own programs for discs and labels, drawing the warm-up graph. Throws when the browser has no WebGL. */
export function createSigma(
  element: HTMLElement,
  palette: () => Palette,
  labels: ReturnType<typeof createLabels>,
): Sigma {
  const curve = {
    ...DEFAULT_EDGE_CURVE_PROGRAM_OPTIONS,
    arrowHead: DEFAULT_EDGE_ARROW_HEAD_PROGRAM_OPTIONS,
    drawLabel: labels.collectEdge,
  };
  return new Sigma(warmUpGraph(), element, {
    allowInvalidContainer: true,
    defaultNodeType: "disc",
    defaultEdgeType: "straight",
    nodeProgramClasses: { disc: createDiscProgram(() => palette().canvas) },
    edgeProgramClasses: keepEdges({
      straight: { programs: [EdgeClampedProgram, EdgeArrowHeadProgram], picked: true },
      curved: { programs: [createEdgeCurveProgram(curve)], picked: true },
      // Not "line": Sigma has one of that name, which would be rendered first, and the picture shown before it is drawn.
      plain: { programs: [EdgeLineProgram], picked: false },
    }),
    defaultDrawEdgeLabel: labels.collectEdge,
    defaultDrawNodeLabel: labels.collect,
    defaultDrawNodeHover: labels.drawHover,
    renderEdgeLabels: true,
    // More candidates than there is room for: `labels` chooses among them.
    labelRenderedSizeThreshold: 2.5,
    labelGridCellSize: 110,
    labelDensity: 3,
    stagePadding: 64,
    zIndex: true,
    minEdgeThickness: 1,
    enableEdgeEvents: true,
    minCameraRatio: 0.05,
    maxCameraRatio: 4,
  });
}
