import type { Point } from "../geometry.ts";

/** What the buttons take on the left, and what the tallest legend below them takes of the lower corner, in CSS pixels. */
const buttonsWidth = 56;
const legend = { width: 168, height: 300 };

/** Above the legend it takes so many pixels until a disc may stand as far left as beside the buttons. */
const slope = 60;

/** From the middle of a disc to what it has to keep clear of. */
const discRoom = 28;

/**
 * The least that has to be kept free on the left of a canvas, in CSS pixels, so that no disc lies under the buttons or the
 * legend. `placed` says where the discs are when so much is kept free. It goes with the discs evenly: one that glides past the
 * corner makes no jump.
 */
export function leastLeft(placed: (left: number) => readonly Point[], canvasHeight: number): number {
  const isClear = (left: number) =>
    placed(left).every(({ x, y }) => {
      const above = canvasHeight - legend.height - y;
      const share = 1 - Math.min(1, Math.max(0, above / slope));
      return x - discRoom >= buttonsWidth + (legend.width - buttonsWidth) * share;
    });
  let [low, high] = [buttonsWidth, legend.width];
  if (isClear(low)) return low;
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (isClear(middle)) high = middle;
    else low = middle;
  }
  return high;
}
