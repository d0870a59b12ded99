import type { ActionCatalogRow, FanoutAction } from "../../../contracts/actions.ts";
import { maxActionLifetimeSeconds } from "../../../contracts/envelope.ts";
import { requestSubject } from "../../../contracts/subjects.ts";

/** One action: what people see of it, and the subject that it is sent on into a project's namespace. */
export type ActionEntry = ActionCatalogRow & { subject: (meshNs: string) => string };

/** Every action. The next is one entry, and a word in `fanoutPermission`. */
export const actions: readonly ActionEntry[] = [
  {
    action: "fed.audit.security.sweep",
    title: "Global Security Sweep",
    description:
      "Each project runs its security audit: secrets in the code, and dependencies with known vulnerabilities.",
    permission: "audit.security",
    lifetimeSeconds: maxActionLifetimeSeconds,
    subject: (meshNs) => requestSubject.audit(meshNs, "security"),
  },
  {
    action: "fed.refresh.summaries",
    title: "Refresh summaries",
    description: "Each project tells its summaries and its evidence of integrations again, now.",
    permission: "graph.refresh",
    // A hub that comes back tells its summaries by itself.
    lifetimeSeconds: 600,
    subject: requestSubject.summaries,
  },
];

/** What the registry says of one action. */
export function actionEntry(action: FanoutAction): ActionEntry {
  const entry = actions.find((known) => known.action === action);
  if (entry === undefined) throw new Error(`the registry has no ${action}`);
  return entry;
}
