/** What is needed to lay edges side by side. */
type Ends = { id: string; from: string; to: string };

const spread = 0.16;

/**
 * The curvature of each edge by id. A lone edge is straight; edges between the same two projects, whichever way they
 * point, fan out evenly around the straight line.
 */
export function curvatures(edges: readonly Ends[]): Map<string, number> {
  const bundles = new Map<string, Ends[]>();
  for (const edge of edges) {
    const key = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
    const bundle = bundles.get(key);
    if (bundle) bundle.push(edge);
    else bundles.set(key, [edge]);
  }
  const result = new Map<string, number>();
  for (const bundle of bundles.values()) {
    for (const [index, edge] of bundle.entries()) {
      const offset = (index - (bundle.length - 1) / 2) * spread;
      // A curve bends to the side its own direction defines, so the opposite direction needs the opposite sign.
      result.set(edge.id, edge.from < edge.to ? offset : -offset);
    }
  }
  return result;
}
