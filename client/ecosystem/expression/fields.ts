import type { ProjectRow } from "../../../contracts/projects.ts";

/** What an expression may ask beside the project itself: its place among the others. */
export type Surroundings = {
  /** How many integrations the project has. */
  degree(slug: string): number;
  /** How many steps away from the selected project; null when none is selected or no path leads there. */
  rank(slug: string): number | null;
};

type NumberField = (project: ProjectRow, around: Surroundings) => number | null;
type WordsField = (project: ProjectRow) => readonly string[];

/** Numbers that can be compared. What is unknown matches no comparison. */
export const numberFields: ReadonlyMap<string, NumberField> = new Map<string, NumberField>([
  ["risk", ({ risk }) => risk.total],
  ["files", ({ kpis }) => kpis.files],
  ["symbols", ({ kpis }) => kpis.symbols],
  ["tasks", ({ kpis }) => kpis.tasks],
  ["ok", ({ kpis }) => kpis.auditsOk],
  ["warn", ({ kpis }) => kpis.auditsWarn],
  ["fail", ({ kpis }) => kpis.auditsFail],
  ["critical", ({ kpis }) => kpis.vulnsCritical],
  ["high", ({ kpis }) => kpis.vulnsHigh],
  ["days", ({ kpis }) => kpis.deployFreshnessDays],
  ["latency", ({ kpis }) => kpis.healthLatencyMs],
  ["alerts", ({ openAlerts }) => openAlerts],
  ["degree", ({ slug }, around) => around.degree(slug)],
  ["rank", ({ slug }, around) => around.rank(slug)],
]);

/** Words that can be equal, or contained. */
export const wordFields: ReadonlyMap<string, WordsField> = new Map<string, WordsField>([
  ["name", ({ name }) => [name]],
  ["slug", ({ slug }) => [slug]],
  ["status", ({ status }) => [status]],
  ["domain", ({ domain }) => (domain === null ? [] : [domain])],
  ["tag", ({ tags }) => tags],
  ["team", ({ teams }) => teams],
  ["version", ({ version }) => (version === null ? [] : [version])],
  ["origin", ({ origin }) => [origin]],
]);

type Flag = (project: ProjectRow) => boolean;

/** Words that say something by themselves. */
export const flags: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ["online", ({ status }) => status === "online"],
  ["degraded", ({ status }) => status === "degraded"],
  ["offline", ({ status }) => status === "offline"],
  ["flapping", ({ flapping }) => flapping],
  ["held", ({ held }) => held],
  ["discovered", ({ origin }) => origin === "discovered"],
  ["unknown", ({ risk }) => risk.total === null],
]);
