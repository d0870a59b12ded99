import type { AlertRow } from "../../../contracts/alerts.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { changeAlert } from "./changeAlert.ts";
import { enqueueEvents } from "./enqueueEvents.ts";

/**
 * Resolves an alert in the name of `by`. For as long as its cause stands without a break, it stays resolved; when the
 * cause goes and returns within 30 min, the alert reopens. Resolving a resolved one changes nothing.
 *
 * @throws AppError not_found.
 */
export function resolveAlert(ctx: FederationContext, input: { id: string; by: Author }): Promise<AlertRow> {
  return changeAlert(ctx, { ...input, verb: "alert.resolve" }, async ({ client, alert, now }) => {
    if (alert.status === "resolved") return false;
    await client.query(
      `update "EcosystemAlert" set status = 'resolved', "resolvedBy" = $2, "resolvedAt" = $3, "updatedAt" = $3
       where id = $1`,
      [alert.id, input.by.name, now],
    );
    if (alert.told) await enqueueEvents(client, ctx.policy, [{ alertId: alert.id, event: "resolved" }], now);
    return true;
  });
}
