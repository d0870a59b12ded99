import type { MeshEvent } from "../../mesh/parseEvent.ts";
import { byTrueClock, momentOf, notAhead, versionsByEnv } from "./toSamples.ts";

/** A column's value as it goes into an array parameter: numbers and moments (milliseconds) as they are, JSON as text. */
export type Cell = number | string | null;

/** One group of `ProjectSummary` columns: facts that come together and are replaced together. */
export type SummaryGroup = "graph" | "audit" | "security" | "deploy";

/**
 * The columns of each group in the order that decides which of two facts is newer: moments first, then, for two facts of
 * the same moment, the larger values. A deploy with a date is newer than any without; `deployAt` is when it was told.
 */
export const summaryColumns = {
  graph: { graphAt: "moment", files: "count", symbols: "count", tasks: "count", audits: "count" },
  audit: { auditAt: "moment", auditsOk: "count", auditsWarn: "count", auditsFail: "count" },
  security: { securityAt: "moment", vulnsCritical: "count", vulnsHigh: "count" },
  deploy: { lastDeployedAt: "moment", deployAt: "moment", deployVersions: "json" },
} as const satisfies Record<SummaryGroup, Record<string, "moment" | "count" | "json">>;

/** What one event says about one group, in the order of `summaryColumns`. */
export type GroupFact = { group: SummaryGroup; cells: Cell[] };

/** JSON as jsonb prints it, shorter names first: the database breaks ties by this text, and so does a batch. */
function versionsText(versions: ReadonlyMap<string, string | null>): string {
  const length = (text: string) => Buffer.byteLength(text);
  const entries = [...versions].sort(
    ([a], [b]) => length(a) - length(b) || Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  return `{${entries.map(([env, version]) => `${JSON.stringify(env)}: ${JSON.stringify(version)}`).join(", ")}}`;
}

/** The fact that a summary event states; null for other events, and for a summary that says nothing is known. */
export function toSummary(event: MeshEvent): GroupFact | null {
  const at = momentOf(event)?.getTime();
  if (at === undefined) return null;
  switch (event.kind) {
    case "graph.summary.nodes": {
      const { files, symbols, tasks, audits } = event.payload.counts;
      return { group: "graph", cells: [at, files, symbols, tasks, audits] };
    }
    case "audit.summary.status":
      return { group: "audit", cells: [at, event.payload.ok, event.payload.warn, event.payload.fail] };
    case "security.summary.status":
      return { group: "security", cells: [at, event.payload.vulnsCritical, event.payload.vulnsHigh] };
    case "deploy.summary.status": {
      const { lastDeployedAt } = event.payload;
      const deployedAt = lastDeployedAt === null ? null : notAhead(lastDeployedAt, event).getTime();
      const toldAt = byTrueClock(event.sentAt ?? event.receivedAt, event).getTime();
      return { group: "deploy", cells: [deployedAt, toldAt, versionsText(versionsByEnv(event.payload))] };
    }
    default:
      return null;
  }
}

/** Whether fact `next` replaces fact `held` of the same group; unknown is less than any value. */
export function isNewer(next: readonly Cell[], held: readonly Cell[]): boolean {
  for (const [index, cell] of next.entries()) {
    const other = held[index] ?? null;
    if (cell === other) continue;
    if (cell === null) return false;
    if (other === null) return true;
    if (typeof cell === "number" && typeof other === "number") return cell > other;
    return Buffer.compare(Buffer.from(String(cell)), Buffer.from(String(other))) > 0;
  }
  return false;
}
