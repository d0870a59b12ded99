import type { PoolClient } from "pg";
import { type AuditedDeed, appendAuditLog, takeAuditTurn } from "../auditLog/append.ts";
import type { FederationContext } from "../context.ts";
import { notify } from "./notify.ts";
import { runStages, type Stage } from "./round.ts";
import { inhibit, mark, recall } from "./stages.ts";
import { store } from "./store.ts";

/**
 * Changes silences, and in the same transaction the alerts that they mute or no longer mute: a round of alerting that
 * looks at silences only. Then tells the clients. `change` answers what was done, for the audit log, or null for nothing.
 */
export async function changeSilences(
  ctx: FederationContext,
  change: (client: PoolClient) => Promise<AuditedDeed | null>,
): Promise<void> {
  const first: Stage = async ({ client }) => {
    await takeAuditTurn(client);
    const deed = await change(client);
    if (deed !== null) await appendAuditLog(client, deed);
  };
  const changes = await runStages(ctx, "wait", [first, inhibit, recall, mark, store, notify]);
  if (changes.alerts.length > 0) await ctx.announce(changes);
}
