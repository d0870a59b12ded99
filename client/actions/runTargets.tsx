import { Link } from "@tanstack/react-router";
import type { TargetRow } from "../../contracts/actions.ts";
import { agoWords, momentWords } from "../app/timeWords.ts";
import { useProjectName } from "../projects/useProjectName.ts";
import { resultWords } from "./resultWords.ts";
import { StateMark } from "./stateMark.tsx";

/** A row for each project of a run: where it stands, since when, after how many attempts, and what came of it. */
export function RunTargets({ targets, now }: { targets: readonly TargetRow[]; now: number }) {
  const nameOf = useProjectName();
  return (
    <ul className="flex flex-col divide-y divide-line">
      {targets.map(({ slug, state, attempts, reason, result, updatedAt }) => {
        const outcome = [reason, resultWords(result), attempts > 1 && `${attempts} attempts`]
          .filter(Boolean)
          .join(" · ");
        return (
          <li key={slug} className="flex flex-col gap-0.5 py-2">
            <span className="flex items-baseline justify-between gap-3">
              <Link to="/ecosystem" search={{ project: slug }} className="font-medium break-all hover:underline">
                {nameOf(slug)}
              </Link>
              <StateMark state={state} />
            </span>
            <span className="flex items-baseline justify-between gap-3 text-xs">
              <span className="min-w-0 break-words text-ink-2">{outcome}</span>
              <span className="whitespace-nowrap text-ink-3" title={momentWords(updatedAt)}>
                {agoWords(updatedAt, now)}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
