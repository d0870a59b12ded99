import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { TargetRow } from "../../contracts/actions.ts";
import { Ago } from "../app/timely.tsx";
import { useProjectName } from "../projects/useProjectName.ts";
import { LongList } from "../ui/longList.tsx";
import { resultWords } from "./resultWords.ts";
import { StateMark } from "./stateMark.tsx";

/** A row for each project of a run: where it stands, since when, after how many attempts, and what came of it. */
export function RunTargets({ targets }: { targets: readonly TargetRow[] }) {
  const nameOf = useProjectName();
  return (
    <LongList items={targets} few={50} keyOf={({ slug }) => slug} className="flex flex-col divide-y divide-line">
      {(target) => <Target target={target} name={nameOf(target.slug)} />}
    </LongList>
  );
}

/** Of many, only those that a receipt is about are rendered anew. */
const Target = memo(({ target, name }: { target: TargetRow; name: string }) => {
  const { slug, state, attempts, reason, result, updatedAt } = target;
  const outcome = [reason, resultWords(result), attempts > 1 && `${attempts} attempts`].filter(Boolean).join(" · ");
  return (
    <div className="flex flex-col gap-0.5 py-2">
      <span className="flex items-baseline justify-between gap-3">
        <Link to="/ecosystem" search={{ project: slug }} className="font-medium break-all hover:underline">
          {name}
        </Link>
        <StateMark state={state} />
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
