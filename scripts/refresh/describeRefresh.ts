import { paint } from "../cli/paint.ts";
import { plainText } from "../cli/plainText.ts";
import { table } from "../cli/table.ts";
import type { Refresh, Refreshed } from "./runRefresh.ts";

/** What people look for first, where a project has it. */
const shownKeys = ["graph.files", "graph.tasks", "audit.fail", "security.vulnsCritical", "deploy.freshnessDays"];

/** A table for people: a row a project, what came and what did not, and a line with the sum. */
export function describeRefresh({ projects }: Refresh): string {
  const header = ["project", "", "values", ...shownKeys].map((cell) => paint("quiet", cell));
  const came = projects.filter((project) => project.came).length;
  const sum = `${came} of ${projects.length} projects have told their summaries, and they are stored.`;
  return [...table([header, ...projects.map(rowOf)]), "", `  ${sum}`].join("\n");
}

function rowOf({ slug, came, reason, values }: Refreshed): string[] {
  if (!came) return [paint("strong", slug), paint("warning", plainText(reason ?? "did not come"))];
  const shown = shownKeys.map((key) => cellOf(values.find((metric) => metric.key === key)?.value));
  return [paint("strong", slug), paint("good", "came"), String(values.length), ...shown];
}

function cellOf(value: number | string | null | undefined): string {
  if (value === null || value === undefined) return "-";
  return typeof value === "number" ? String(Number(value.toFixed(1))) : plainText(value);
}
