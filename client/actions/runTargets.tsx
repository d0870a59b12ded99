import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { TargetRow } from "../../contracts/actions.ts";
import { inLocalTime } from "../app/localTime.ts";
import { Ago } from "../app/timely.tsx";
import { completed, standingOf } from "../graph/receiptSteps.ts";
import { useProjectName } from "../projects/useProjectName.ts";
import { LongList } from "../ui/longList.tsx";
import { groupTargets } from "./groupTargets.ts";
import { resultWords } from "./resultWords.ts";
import { ReceiptMark, StateMark } from "./stateMark.tsx";

/** With more projects than this, those that nobody has to look after are folded away. */
const unfoldedUpTo = 20;

/** The projects of a run by how far they are, what failed first; with many, what is over and well is folded. */
export function RunTargets({ targets }: { targets: readonly TargetRow[] }) {
  const nameOf = useProjectName();
  return groupTargets(targets).map(({ step, targets: some }) => (
    <details key={step.label} open={targets.length <= unfoldedUpTo || step !== completed}>
      <summary className="min-h-7 cursor-pointer py-1 font-medium marker:text-ink-3">
        <span className="ml-1 inline-flex items-baseline gap-2">
          <ReceiptMark step={step} />
          {step.label}
          <span className="font-normal text-ink-3">{some.length.toLocaleString()}</span>
        </span>
      </summary>
      <LongList items={some} few={50} keyOf={({ slug }) => slug} className="flex flex-col divide-y divide-line">
        {(target) => <Target target={target} name={nameOf(target.slug)} />}
      </LongList>
    </details>
  ));
}

/** Where one project stands, since when, after how many attempts, and what came of it. Only what a receipt is about renders anew. */
const Target = memo(({ target, name }: { target: TargetRow; name: string }) => {
  const { slug, state, attempts, reason, result, updatedAt } = target;
  // The reason of one that did not answer counts the attempts itself.
  const tries = attempts > 1 && state !== "expired" && `${attempts} attempts`;
  const outcome = [reason && inLocalTime(reason), resultWords(result), tries].filter(Boolean).join(" · ");
  return (
    <div className="flex flex-col gap-0.5 py-2">
      <span className="flex items-baseline justify-between gap-3">
        <Link to="/ecosystem" search={{ project: slug }} className="font-medium break-all hover:underline">
          {name}
        </Link>
        <StateMark state={standingOf(target)} />
      </span>
      <span className="flex items-baseline justify-between gap-3 text-xs">
        <span className="min-w-0 break-words text-ink-2">{outcome}</span>
        <span className="text-ink-3">
          <Ago at={updatedAt} />
        </span>
      </span>
    </div>
  );
});
