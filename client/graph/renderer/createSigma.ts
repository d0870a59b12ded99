import Sigma from "sigma";
import { EdgeLineProgram } from "sigma/rendering";
import { piecesOfBend } from "../geometry.ts";
import type { Palette } from "../palette.ts";
import { createDiscProgram } from "./disc.ts";
import { keepEdges } from "./keepEdges.ts";
import type { createLabels } from "./labels.ts";
import { createLineProgram } from "./line.ts";
import { warmUpGraph } from "./warmUp.ts";

/** Sigma with our own programs for discs and labels, drawing the warm-up graph. Throws when the browser has no WebGL. */
export function createSigma(
  element: HTMLElement,
  palette: () => Palette,
  labels: ReturnType<typeof createLabels>,
): Sigma {
  return new Sigma(warmUpGraph(), element, {
    allowInvalidContainer: true,
    defaultNodeType: "disc",
    defaultEdgeType: "straight",
    nodeProgramClasses: { disc: createDiscProgram(() => palette().canvas) },
    edgeProgramClasses: keepEdges({
      straight: createLineProgram(1),
      curved: createLineProgram(piecesOfBend),
      // Not "line": Sigma has one of that name, which would be rendered first, and the picture shown before it is drawn.
      plain: EdgeLineProgram,
    }),
    defaultDrawNodeLabel: labels.collect,
    defaultDrawNodeHover: labels.drawHover,
    // More candidates than there is room for: `labels` chooses among them.
    labelRenderedSizeThreshold: 2.5,
    labelGridCellSize: 110,
    labelDensity: 3,
    stagePadding: 64,
    zIndex: true,
    minEdgeThickness: 1,
    minCameraRatio: 0.05,
    maxCameraRatio: 4,
  });
}
