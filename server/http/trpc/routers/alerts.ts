import { z } from "zod";
import { type AlertRow, alertId, listAlertsQuery, newSilence, type SilenceRow } from "../../../../contracts/alerts.ts";
import { acknowledgeAlert } from "../../../federation/alerts/acknowledge.ts";
import { listAlerts } from "../../../federation/alerts/listAlerts.ts";
import { listSilences } from "../../../federation/alerts/listSilences.ts";
import { resolveAlert } from "../../../federation/alerts/resolve.ts";
import { silenceAlerts } from "../../../federation/alerts/silence.ts";
import { unsilenceAlerts } from "../../../federation/alerts/unsilence.ts";
import { authorOf, procedure, router } from "../init.ts";

export const alertsRouter = router({
  /** Alerts, newest first, by page. */
  list: procedure
    .input(listAlertsQuery.prefault({}))
    .query(({ ctx, input }): Promise<AlertRow[]> => listAlerts(ctx.fed, input)),

  /** Says that the caller looks after an alert. */
  acknowledge: procedure
    .input(alertId)
    .mutation(({ ctx, input }): Promise<AlertRow> => acknowledgeAlert(ctx.fed, { ...input, by: authorOf(ctx) })),

  /** Resolves an alert; it stays so while its cause stands. */
  resolve: procedure
    .input(alertId)
    .mutation(({ ctx, input }): Promise<AlertRow> => resolveAlert(ctx.fed, { ...input, by: authorOf(ctx) })),

  /** Mutes what the matchers match, until an end. */
  silence: procedure
    .input(newSilence)
    .mutation(({ ctx, input }): Promise<SilenceRow> => silenceAlerts(ctx.fed, { silence: input, by: authorOf(ctx) })),

  /** Ends a silence before its time. */
  unsilence: procedure
    .input(alertId)
    .mutation(({ ctx, input }): Promise<SilenceRow> => unsilenceAlerts(ctx.fed, { ...input, by: authorOf(ctx) })),

  /** The silences that hold now, or all of late. */
  silences: procedure
    .input(z.strictObject({ ended: z.boolean().optional() }).default({}))
    .query(
      ({ ctx, input }): Promise<SilenceRow[]> =>
        listSilences(ctx.fed, input.ended === undefined ? {} : { ended: input.ended }),
    ),
});
