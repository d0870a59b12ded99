import type { AlertRow } from "../../contracts/alerts.ts";
import type { ChangeNotice } from "../../contracts/changes.ts";
import type { EcosystemMap } from "../../contracts/graph.ts";

/**
 * The rows with some of them replaced, added or removed; their order stays. Answers the same array when nothing is
 * different in it, so that nothing is redrawn for nothing.
 */
export function mergeRows<Row>(
  rows: Row[],
  key: (row: Row) => string,
  changed: readonly Row[],
  removed: readonly string[],
): Row[] {
  const fresh = new Map(changed.map((row) => [key(row), row]));
  const gone = new Set(removed);
  if (fresh.size === 0 && !rows.some((row) => gone.has(key(row)))) return rows;
  const kept: Row[] = [];
  for (const row of rows) {
    const id = key(row);
    if (gone.has(id)) continue;
    kept.push(fresh.get(id) ?? row);
    fresh.delete(id);
  }
  for (const [id, row] of fresh) if (!gone.has(id)) kept.push(row);
  return kept;
}

/** The map after a notice. An edge whose end is unknown is kept: it is drawn once that project arrives. */
export function patchMap(map: EcosystemMap, notice: ChangeNotice): EcosystemMap {
  switch (notice.type) {
    case "projects": {
      const projects = mergeRows(map.projects, (row) => row.slug, notice.projects, notice.removed);
      return projects === map.projects ? map : { ...map, projects };
    }
    case "edges": {
      const edges = mergeRows(map.edges, (row) => row.id, notice.edges, notice.removed);
      return edges === map.edges ? map : { ...map, edges };
    }
    default:
      return map;
  }
}

/** The alerts after a notice, newest first. */
export function patchAlerts(alerts: AlertRow[], notice: ChangeNotice): AlertRow[] {
  if (notice.type !== "alerts") return alerts;
  const merged = mergeRows(alerts, (row) => row.id, notice.alerts, []);
  return merged === alerts ? alerts : merged.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}
