import type { AlertStatus } from "../../contracts/alerts.ts";
import { valuesOf } from "../app/searchParams.ts";

const statuses: readonly AlertStatus[] = ["open", "acknowledged", "resolved"];

/** Which alerts are shown; without a status, those that are open. */
export type AlertsSearch = { status?: AlertStatus };

export function parseAlertsSearch(raw: Record<string, unknown>): AlertsSearch {
  const given = valuesOf(raw.status)[0];
  const status = statuses.find((each) => each === given);
  return status === undefined ? {} : { status };
}
