import type { ProjectRow } from "../../contracts/projects.ts";

/** Whether somebody should look: a status, or a risk as it is shown, that changed. Time alone raises risks by a little. */
export function isNews(before: ProjectRow, after: ProjectRow): boolean {
  const shown = ({ risk: { total } }: ProjectRow) => (total === null ? null : Math.round(total));
  return before.status !== after.status || shown(before) !== shown(after) || before.openAlerts < after.openAlerts;
}
