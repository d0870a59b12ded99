import type { AlertRow } from "../../../contracts/alerts.ts";
import { AppError } from "../../platform/errors.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { changeAlert } from "./changeAlert.ts";

/**
 * Says that `by` looks after an open alert. Acknowledging an acknowledged one changes nothing: whoever was first does.
 *
 * @throws AppError not_found, or conflict when it is resolved.
 */
export function acknowledgeAlert(ctx: FederationContext, input: { id: string; by: Author }): Promise<AlertRow> {
  return changeAlert(ctx, { ...input, verb: "alert.acknowledge" }, async ({ client, alert, now }) => {
    if (alert.status === "resolved") throw new AppError("conflict", "The alert is resolved already.");
    if (alert.status === "acknowledged") return false;
    await client.query(
      `update "EcosystemAlert" set status = 'acknowledged', "acknowledgedBy" = $2, "updatedAt" = $3 where id = $1`,
      [alert.id, input.by.name, now],
    );
    return true;
  });
}
