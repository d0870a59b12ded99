import type { ChangeNotice } from "../../contracts/changes.ts";
import { composeRunNotices } from "./actions/runs/composeRunNotices.ts";
import { loadAlertRows } from "./alerts/alertRows.ts";
import { loadProjectRows } from "./catalog/projectRows.ts";
import type { FederationContext } from "./context.ts";
import { loadEdgeRows } from "./integrations/edgeRows.ts";
import type { Changes } from "./live/changes.ts";

/** Keeps a notice well below the broker's limit of 1 MiB. */
const rowsPerNotice = 200;

function chunks<T>(rows: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < rows.length; start += rowsPerNotice) parts.push(rows.slice(start, start + rowsPerNotice));
  return parts;
}

/** Loads what changed, one query a kind, and tells every open client. To be called after the commit. */
export async function announce(ctx: FederationContext, changes: Changes): Promise<void> {
  const [projects, edges, alerts, runs] = await Promise.all([
    changes.projects.length === 0 ? [] : loadProjectRows(ctx, { ids: changes.projects }),
    changes.edges.length === 0 ? [] : loadEdgeRows(ctx, { ids: changes.edges }),
    changes.alerts.length === 0 ? [] : loadAlertRows(ctx.db.pool, changes.alerts),
    composeRunNotices(ctx.db.pool, changes),
  ]);
  const shown = projects.filter((project) => project.origin !== "archived");
  const removed = [
    ...changes.removed,
    ...projects.filter((project) => project.origin === "archived").map((project) => project.slug),
  ];
  const found = new Set(edges.map((edge) => edge.id));
  const lost = changes.edges.map(String).filter((id) => !found.has(id));
  const notices: ChangeNotice[] = [
    ...chunks(removed).map((slugs): ChangeNotice => ({ type: "projects", projects: [], removed: slugs })),
    ...chunks(shown).map((rows): ChangeNotice => ({ type: "projects", projects: rows, removed: [] })),
    ...chunks(lost).map((ids): ChangeNotice => ({ type: "edges", edges: [], removed: ids })),
    ...chunks(edges).map((rows): ChangeNotice => ({ type: "edges", edges: rows, removed: [] })),
    ...chunks(alerts).map((rows): ChangeNotice => ({ type: "alerts", alerts: rows })),
    ...runs,
  ];
  for (const notice of notices) ctx.changes.publish(notice);
}
