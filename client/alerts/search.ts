import type { AlertStatus } from "../../contracts/alerts.ts";
import { valuesOf } from "../app/searchParams.ts";
import { type Grouping, groupings } from "./group.ts";

const statuses: readonly AlertStatus[] = ["open", "acknowledged", "resolved"];

/** Which alerts are shown, without a status those that are open; and how they are grouped, by project unless said. */
export type AlertsSearch = { status?: AlertStatus | undefined; by?: Grouping | undefined };

export function parseAlertsSearch(raw: Record<string, unknown>): AlertsSearch {
  const status = statuses.find((each) => each === valuesOf(raw.status)[0]);
  const by = groupings.find((each) => each === valuesOf(raw.by)[0]);
  return { status: status === "open" ? undefined : status, by: by === "project" ? undefined : by };
}
