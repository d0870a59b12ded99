import type { PoolClient } from "pg";
import type { AlertRow, AlertStatus } from "../../../contracts/alerts.ts";
import { AppError } from "../../platform/errors.ts";
import { appendAuditLog, takeAuditTurn } from "../auditLog/append.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { toAlertRow, withProjectSlug } from "./alertRows.ts";
import { runStages } from "./round.ts";

type StoredAlert = { id: string; projectId: number | null; title: string; status: AlertStatus; told: boolean };

/** One alert, as it is while nobody else changes alerts. */
type Turn = { client: PoolClient; alert: StoredAlert; now: Date };

/**
 * Changes one alert by hand, between two rounds of alerting, and tells the clients. `change` answers whether it did; then
 * the audit log says who did `verb` to it, in the same transaction.
 *
 * @returns the alert as it is then.
 * @throws AppError not_found, and whatever `change` throws; then nothing has changed.
 */
export async function changeAlert(
  ctx: FederationContext,
  { id, by, verb }: { id: string; by: Author; verb: `alert.${string}` },
  change: (turn: Turn) => Promise<boolean>,
): Promise<AlertRow> {
  const changes = await runStages(ctx, "wait", [
    async ({ client, now, changed }) => {
      await takeAuditTurn(client);
      const { rows } = await client.query<StoredAlert>(
        'select id, "projectId", title, status, told from "EcosystemAlert" where id = $1 for update',
        [id],
      );
      const [alert] = rows;
      if (alert === undefined) throw new AppError("not_found", "There is no such alert.", { field: "id" });
      if (!(await change({ client, alert, now }))) return;
      changed.push(alert);
      await appendAuditLog(client, { at: now, by, verb, subject: id, details: { title: alert.title } });
    },
  ]);
  if (changes.alerts.length > 0) await ctx.announce(changes);
  return toAlertRow(await ctx.db.prisma.ecosystemAlert.findUniqueOrThrow({ where: { id }, include: withProjectSlug }));
}
