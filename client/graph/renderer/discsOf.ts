import type Sigma from "sigma";

/** A disc that labels keep clear of, on screen, in CSS pixels; `marked`: somebody should see it. */
export type Disc = { x: number; y: number; radius: number; marked: boolean };

/** With more nodes than this in the graph, labels look out for each other only: discs are small then. */
const heededDiscs = 1500;

/** The visible discs, on screen; none of a very large graph. */
export function discsOf(sigma: Sigma): Disc[] {
  const graph = sigma.getGraph();
  if (graph.order > heededDiscs) return [];
  return graph
    .mapNodes((id, { urgency }) => ({ id, marked: urgency > 0 }))
    .flatMap(({ id, marked }) => {
      const data = sigma.getNodeDisplayData(id);
      if (data === undefined || data.hidden) return [];
      return [{ ...sigma.framedGraphToViewport(data), radius: sigma.scaleSize(data.size), marked }];
    });
}
