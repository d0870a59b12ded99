import type { AlertSeverity, AlertStatus } from "../../contracts/alerts.ts";
import { valuesOf } from "../app/searchParams.ts";
import { type Grouping, groupings } from "./group.ts";

const statuses: readonly AlertStatus[] = ["open", "acknowledged", "resolved"];
const severities: readonly AlertSeverity[] = ["critical", "warning", "info"];

/**
 * Which alerts are shown, without a status those that are open; how they are grouped, by project unless said; and which
 * of them: of one severity, with a text.
 */
export type AlertsSearch = {
  status?: AlertStatus | undefined;
  by?: Grouping | undefined;
  severity?: AlertSeverity | undefined;
  text?: string | undefined;
};

export function parseAlertsSearch(raw: Record<string, unknown>): AlertsSearch {
  const status = statuses.find((each) => each === valuesOf(raw.status)[0]);
  const by = groupings.find((each) => each === valuesOf(raw.by)[0]);
  return {
    status: status === "open" ? undefined : status,
    by: by === "project" ? undefined : by,
    severity: severities.find((each) => each === valuesOf(raw.severity)[0]),
    text: valuesOf(raw.text)[0]?.slice(0, 200),
  };
}
