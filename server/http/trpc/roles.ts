import type { Role } from "../../../contracts/access.ts";
import { type Actor, hasRole } from "../../federation/access/actor.ts";

/**
 * Who may call what. The one table: a procedure that is not in it can be called by nobody.
 */
export const procedureRoles: Readonly<Record<string, Role>> = {
  "projects.list": "viewer",
  "projects.bySlug": "viewer",
  "projects.history": "viewer",
  "projects.verify": "operator",
  "projects.admit": "admin",
  "projects.archive": "admin",
  "projects.reconcile": "admin",
  "graph.ecosystem": "viewer",
  "graph.edge": "viewer",
  "graph.edgeHistory": "viewer",
  "graph.diff": "viewer",
  "graph.impact": "viewer",
  "graph.pin": "operator",
  "graph.unpin": "operator",
  "metrics.series": "viewer",
  "metrics.compare": "viewer",
  "metrics.latest": "viewer",
  "alerts.list": "viewer",
  "alerts.acknowledge": "operator",
  "alerts.resolve": "operator",
  "alerts.silence": "operator",
  "alerts.unsilence": "operator",
  "alerts.silences": "viewer",
  "actions.catalog": "viewer",
  "actions.plan": "viewer",
  "actions.start": "operator",
  "actions.retry": "operator",
  "actions.cancel": "operator",
  "actions.runs": "viewer",
  "actions.ofProject": "viewer",
  "actions.run": "viewer",
  "actions.export": "operator",
  "actions.log": "operator",
  "actions.checkLog": "operator",
  "keys.list": "admin",
  "keys.create": "admin",
  "keys.revoke": "admin",
  "live.changes": "viewer",
  "system.status": "viewer",
  "system.quarantine": "admin",
  "system.session": "viewer",
};

/** Why somebody may not call a procedure; null when they may. */
export function refusalOf(actor: Actor, path: string, table = procedureRoles): string | null {
  const needed = table[path];
  if (needed === undefined) return `${path} is open to nobody.`;
  return hasRole(actor.role, needed) ? null : `${path} needs the role ${needed}; ${actor.name} is ${actor.role}.`;
}
