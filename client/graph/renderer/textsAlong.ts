import type Sigma from "sigma";
import { alongCurve, type Point } from "../geometry.ts";
import type { EdgeMark } from "../marks.ts";

/** What is written along an edge: at its middle, or a third from either end where there is no room. */
export type EdgeText = { text: string; spots: Point[] };

/** What is to be written along edges. Sigma would look for it at every edge between two names, in each frame. */
export function textsAlong(sigma: Sigma, lettered: readonly EdgeMark[]): EdgeText[] {
  return lettered.flatMap(({ from, to, label, curvature }) => {
    const [start, end] = [sigma.getNodeDisplayData(from), sigma.getNodeDisplayData(to)];
    if (label === null || start === undefined || end === undefined) return [];
    const [source, target] = [sigma.framedGraphToViewport(start), sigma.framedGraphToViewport(end)];
    const spots = [0.5, 0.36, 0.64].map((share) => alongCurve(source, target, curvature, share));
    return [{ text: label, spots }];
  });
}
