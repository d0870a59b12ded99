import type { Policy } from "../../../contracts/config.ts";
import type { EdgeRow, EdgeStanding } from "../../../contracts/graph.ts";

/** What the history of an edge says last. */
export type NotedEdge = { id: number; strength: number; standing: EdgeStanding; at: Date };
/** What is to be added to it. Strength 0: nothing speaks for the edge any more. */
export type EdgeNote = { id: number; strength: number; standing: EdgeStanding };

/** A smaller move is not worth a row; it is the error that a strength of the past may have. */
const smallestMove = 0.01;
const dayMs = 86_400_000;

/**
 * The edges whose strength has moved by 0.01, whose standing has changed or that fell asleep or woke up, those last
 * noted a day ago, and those that are gone.
 */
export function edgesToNote(
  edges: readonly EdgeRow[],
  noted: readonly NotedEdge[],
  { dormantBelow }: Pick<Policy["integrations"], "dormantBelow">,
  now: Date,
): EdgeNote[] {
  const before = new Map(noted.map((note) => [note.id, note]));
  const present = new Set(edges.map(({ id }) => Number(id)));
  const moved = edges.flatMap(({ id, strength, standing, dormant }): EdgeNote[] => {
    const last = before.get(Number(id));
    const isKnown =
      last !== undefined &&
      last.strength !== 0 &&
      last.standing === standing &&
      last.strength < dormantBelow === dormant &&
      Math.abs(last.strength - strength) < smallestMove &&
      now.getTime() - last.at.getTime() < dayMs;
    return isKnown ? [] : [{ id: Number(id), strength, standing }];
  });
  const gone = noted.filter(({ id, strength }) => strength !== 0 && !present.has(id));
  return [...moved, ...gone.map(({ id, standing }) => ({ id, strength: 0, standing }))].sort((a, b) => a.id - b.id);
}
