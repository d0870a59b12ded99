import type { SilenceRow } from "../../../contracts/alerts.ts";
import { AppError } from "../../platform/errors.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { withProjectSlug } from "./alertRows.ts";
import { changeSilences } from "./changeSilences.ts";
import { toSilenceRow } from "./silenceRows.ts";

/**
 * Ends a silence before its time, in the name of `by`. Alerts that are open and were not told are told now. Ending one
 * that is over changes nothing.
 *
 * @throws AppError not_found.
 */
export async function unsilenceAlerts(ctx: FederationContext, input: { id: string; by: Author }): Promise<SilenceRow> {
  const { id, by } = input;
  const now = ctx.clock.now();
  await changeSilences(ctx, async (client) => {
    const { rowCount } = await client.query(
      `update "AlertSilence" set "endedAt" = $2, "endedBy" = $3
       where id = $1 and "endedAt" is null and "endsAt" > $2`,
      [id, now, by.name],
    );
    return rowCount === 0 ? null : { at: now, by, verb: "alert.unsilence", subject: id, details: {} };
  });
  const stored = await ctx.db.prisma.alertSilence.findUnique({ where: { id }, include: withProjectSlug });
  if (stored === null) throw new AppError("not_found", "There is no such silence.", { field: "id" });
  return toSilenceRow(stored, now);
}
