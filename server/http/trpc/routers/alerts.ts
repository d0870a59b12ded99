import { type AlertRow, listAlertsQuery } from "../../../../contracts/alerts.ts";
import { listAlerts } from "../../../federation/alerts/listAlerts.ts";
import { procedure, router } from "../init.ts";

export const alertsRouter = router({
  /** Alerts, newest first. */
  list: procedure
    .input(listAlertsQuery.prefault({}))
    .query(({ ctx, input }): Promise<AlertRow[]> => listAlerts(ctx.fed, input)),
});
