import type { Role } from "../../../contracts/access.ts";

/**
 * Who may call what. The one table: a procedure that is not in it can be called by nobody.
 */
export const procedureRoles: Readonly<Record<string, Role>> = {
  "projects.list": "viewer",
  "projects.bySlug": "viewer",
  "graph.ecosystem": "viewer",
  "graph.edge": "viewer",
  "metrics.series": "viewer",
  "metrics.latest": "viewer",
  "alerts.list": "viewer",
  "live.changes": "viewer",
  "system.status": "viewer",
  "system.session": "viewer",
};
