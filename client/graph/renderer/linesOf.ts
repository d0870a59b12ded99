import type Sigma from "sigma";
import type { Point } from "../geometry.ts";
import { type GraphMarks, isPlain } from "../marks.ts";

/** The edges that somebody can point at, where they are on screen. */
export function* linesOf(sigma: Sigma, marks: GraphMarks) {
  const places = new Map<string, Point | undefined>();
  const place = (id: string) => {
    if (!places.has(id)) {
      const data = sigma.getNodeDisplayData(id);
      places.set(id, data && sigma.framedGraphToViewport(data));
    }
    return places.get(id);
  };
  for (const edge of marks.edges) {
    if (edge.hidden || isPlain(edge, marks)) continue;
    const [from, to] = [place(edge.from), place(edge.to)];
    if (from && to) yield { id: edge.id, from, to, curvature: edge.curvature };
  }
}
