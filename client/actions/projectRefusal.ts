import type { FanoutPermission } from "../../contracts/names.ts";
import type { ProjectRow } from "../../contracts/projects.ts";

/** Why a project cannot be asked what needs a permission, as its row tells; null when it can. A plan knows both sides. */
export function projectRefusal(
  project: Pick<ProjectRow, "origin" | "allowFanout">,
  permission: FanoutPermission,
): string | null {
  if (project.origin !== "declared") return "Only a project that projects.yaml declares can be asked anything.";
  return project.allowFanout.includes(permission)
    ? null
    : `projects.yaml does not allow ${permission} for this project.`;
}
