import type { GraphDiff } from "../../../contracts/graph.ts";

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** What changed in one line: "1 offline, 2 new edges, risk +12". Risk is the sum over all projects whose risk is known at both ends. */
export function diffWords(diff: GraphDiff): string {
  const became = (status: string) => diff.statuses.filter(({ after }) => after === status).length;
  const risk = Math.round(
    diff.risks.reduce((sum, { before, after }) => sum + (before === null || after === null ? 0 : after - before), 0),
  );
  const parts = [
    [became("offline"), `${became("offline")} offline`],
    [became("degraded"), `${became("degraded")} degraded`],
    [became("online"), `${became("online")} online again`],
    [diff.added.length, plural(diff.added.length, "new project", "new projects")],
    [diff.removed.length, `${diff.removed.length} gone`],
    [diff.edgesNew.length, plural(diff.edgesNew.length, "new edge", "new edges")],
    [diff.edgesGone.length, plural(diff.edgesGone.length, "edge gone", "edges gone")],
    [diff.edgesMoved.length, plural(diff.edgesMoved.length, "edge stronger or weaker", "edges stronger or weaker")],
    [risk, `risk ${risk > 0 ? "+" : "−"}${Math.abs(risk)}`],
  ] as const;
  const said = parts.flatMap(([count, words]) => (count === 0 ? [] : [words]));
  return said.length === 0 ? "nothing changed" : said.join(", ");
}
