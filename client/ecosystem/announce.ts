import type { EdgeRow } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { judge, type Overlay, type Receipts } from "../graph/overlays.ts";

/** What colours say of a project beside its status and its risk, which are always told. */
const colourWords: Partial<Record<Overlay, (caption: string | null) => string>> = {
  compliance: (caption) => `compliance debt ${caption}`,
  freshness: (caption) => (caption === "unknown" ? "last deploy unknown" : `last deploy ${caption} ago`),
  receipts: (caption) => (caption === null ? "not in this run" : `${caption} in this run`),
};

/** A project in one sentence, for those who hear the map: with what its colour says to those who see it. */
export function describeProject(
  project: ProjectRow,
  edges: readonly EdgeRow[],
  overlay: Overlay,
  receipts?: Receipts,
): string {
  const joined = edges.filter(({ from, to }) => from === project.slug || to === project.slug).length;
  const facts = [
    project.status,
    project.risk.total === null ? "risk unknown" : `risk ${Math.round(project.risk.total)} of 100`,
    colourWords[overlay]?.(judge(overlay, project, receipts).caption),
    `${joined} ${joined === 1 ? "integration" : "integrations"}`,
  ];
  return `${project.name}: ${facts.filter((fact) => fact !== undefined).join(", ")}.`;
}

/** What to say aloud after a change: every status that is different now, but at most three by name. */
export function statusNews(before: readonly ProjectRow[], after: readonly ProjectRow[]): string {
  // Between two notices nearly every row is the same object: only the others are looked up.
  const fresh = after.filter((project, index) => before[index] !== project);
  if (fresh.length === 0) return "";
  const old = new Map(before.map((project) => [project.slug, project.status]));
  const changed = fresh.filter(({ slug, status }) => old.has(slug) && old.get(slug) !== status);
  const named = changed.slice(0, 3).map(({ name, status, statusReason }) => `${name} is ${status}: ${statusReason}.`);
  const others = changed.length - named.length;
  return [...named, ...(others > 0 ? [`${others} more changed.`] : [])].join(" ");
}
