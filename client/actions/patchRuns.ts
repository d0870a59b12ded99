import type { ActionRun, RunRow } from "../../contracts/actions.ts";
import type { ChangeNotice } from "../../contracts/changes.ts";
import { mergeRows } from "../graph/merge.ts";

/** The list of runs after a notice, newest first. */
export function patchRuns(runs: RunRow[], notice: ChangeNotice): RunRow[] {
  if (notice.type !== "run") return runs;
  const merged = mergeRows(runs, ({ id }) => id, [notice.run], []);
  return merged.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}

/** An opened run after a notice: its own state, and the targets that changed. */
export function patchRun(run: ActionRun, notice: ChangeNotice): ActionRun {
  if (notice.type !== "run" || notice.run.id !== run.id) return run;
  const targets = mergeRows(run.targets, ({ slug }) => slug, notice.targets, []);
  return { ...run, ...notice.run, targets };
}
