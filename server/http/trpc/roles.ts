import type { Role } from "../../../contracts/access.ts";
import { type Actor, hasRole } from "../auth/actor.ts";

/**
 * Who may call what. The one table: a procedure that is not in it can be called by nobody.
 */
export const procedureRoles: Readonly<Record<string, Role>> = {
  "projects.list": "viewer",
  "projects.bySlug": "viewer",
  "projects.verify": "operator",
  "graph.ecosystem": "viewer",
  "graph.edge": "viewer",
  "metrics.series": "viewer",
  "metrics.latest": "viewer",
  "alerts.list": "viewer",
  "live.changes": "viewer",
  "system.status": "viewer",
  "system.session": "viewer",
};

/** Why somebody may not call a procedure; null when they may. */
export function refusalOf(actor: Actor, path: string, table = procedureRoles): string | null {
  const needed = table[path];
  if (needed === undefined) return `${path} is open to nobody.`;
  return hasRole(actor.role, needed) ? null : `${path} needs the role ${needed}; ${actor.name} is ${actor.role}.`;
}
