import type { ProjectStatus } from "../../contracts/names.ts";
import type { Pattern } from "../graph/marks.ts";
import { Mark } from "./mark.tsx";

const pattern: Record<ProjectStatus, Pattern> = { online: "solid", degraded: "double", offline: "hollow" };
const words: Record<ProjectStatus, string> = { online: "Online", degraded: "Degraded", offline: "Offline" };

/** A status as mark and word, the same everywhere. */
export function Status({ status }: { status: ProjectStatus }) {
  return (
    <span className="inline-flex items-baseline gap-1.5 font-medium">
      <Mark pattern={pattern[status]} color={`var(--${status})`} />
      {words[status]}
    </span>
  );
}
