import type { PlanDecision, PlannedTarget } from "../../contracts/actions.ts";
import { inLocalTime } from "../app/localTime.ts";
import { completed, declined, type ReceiptStep, waiting } from "../graph/receiptSteps.ts";
import { useProjectName } from "../projects/useProjectName.ts";
import { ReceiptMark } from "./stateMark.tsx";

const groups: { decision: PlanDecision; title: string; step: ReceiptStep }[] = [
  { decision: "run", title: "Will run", step: completed },
  { decision: "offline", title: "Offline, will be tried", step: waiting },
  { decision: "refused", title: "Refused", step: declined },
];

/** What a plan decides about each project, by decision, with the reason where there is one. */
export function PlanTargets({ targets }: { targets: readonly PlannedTarget[] }) {
  const nameOf = useProjectName();
  return (
    <div className="flex flex-col gap-3">
      {groups.map(({ decision, title, step }) => {
        const decided = targets.filter((target) => target.decision === decision);
        if (decided.length === 0) return null;
        return (
          <section key={decision} className="flex flex-col gap-1">
            <h3 className="flex items-center gap-2 font-semibold">
              <ReceiptMark step={step} />
              {title}
              <span className="font-normal text-ink-3">{decided.length}</span>
            </h3>
            <ul className="flex max-h-44 flex-col gap-1 overflow-y-auto pl-5">
              {decided.map(({ slug, reason }) => (
                <li key={slug}>
                  {nameOf(slug)}
                  {reason && <span className="text-ink-2"> · {inLocalTime(reason)}</span>}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
