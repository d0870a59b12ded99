import type { SilenceRow } from "../../../contracts/alerts.ts";
import { AppError } from "../../platform/errors.ts";
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
export async function unsilenceAlerts(ctx: FederationContext, input: { id: string; by: string }): Promise<SilenceRow> {
  const { id, by } = input;
  const now = ctx.clock.now();
  await changeSilences(ctx, async (client) => {
    await client.query(
      `update "AlertSilence" set "endedAt" = $2, "endedBy" = $3
       where id = $1 and "endedAt" is null and "endsAt" > $2`,
      [id, now, by],
    );
  });
  const stored = await ctx.db.prisma.alertSilence.findUnique({ where: { id }, include: withProjectSlug });
  if (stored === null) throw new AppError("not_found", "There is no such silence.", { field: "id" });
  return toSilenceRow(stored, now);
}
