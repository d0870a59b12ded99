import type { PlanDecision, PlannedTarget } from "../../contracts/actions.ts";
import type { Pattern } from "../graph/marks.ts";
import { Mark } from "../ui/mark.tsx";

const groups: { decision: PlanDecision; title: string; pattern: Pattern; color: string }[] = [
  { decision: "run", title: "Will run", pattern: "solid", color: "var(--online)" },
  { decision: "offline", title: "Offline, will be tried", pattern: "double", color: "var(--degraded)" },
  { decision: "refused", title: "Refused", pattern: "hollow", color: "var(--offline)" },
];

/** What a plan decides about each project, by decision, with the reason where there is one. */
export function PlanTargets({ targets }: { targets: readonly PlannedTarget[] }) {
  return (
    <div className="flex flex-col gap-3">
      {groups.map(({ decision, title, pattern, color }) => {
        const decided = targets.filter((target) => target.decision === decision);
        if (decided.length === 0) return null;
        return (
          <section key={decision} className="flex flex-col gap-1">
            <h3 className="flex items-center gap-2 font-semibold">
              <Mark pattern={pattern} color={color} />
              {title}
              <span className="font-normal text-ink-3">{decided.length}</span>
            </h3>
            <ul className="flex max-h-44 flex-col gap-1 overflow-y-auto pl-5">
              {decided.map(({ slug, reason }) => (
                <li key={slug}>
                  {slug}
                  {reason && <span className="text-ink-2"> · {reason}</span>}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
