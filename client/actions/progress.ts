import type { RunRow, TargetState } from "../../contracts/actions.ts";

/** Targets of a run by what they mean to a person. `ended` of `total` are done with, whatever way they ended. */
export type Progress = { total: number; ended: number; completed: number; failed: number; refused: number };

/** The states that a target can end in. */
const ends: readonly TargetState[] = ["completed", "refused", "failed", "expired", "cancelled"];

/** The states that a retry tries again. */
const failures: readonly TargetState[] = ["failed", "expired"];

/** How far a run is. */
export function progressOf(counts: RunRow["counts"]): Progress {
  const sum = (states: readonly TargetState[]) => states.reduce((total, state) => total + (counts[state] ?? 0), 0);
  return {
    total: Object.values(counts).reduce((total, count) => total + count, 0),
    ended: sum(ends),
    completed: sum(["completed"]),
    failed: sum(failures),
    refused: sum(["refused"]),
  };
}

/** The same in one line: "7 of 9 · 1 failed · 1 refused". */
export function progressWords(counts: RunRow["counts"]): string {
  const { total, ended, failed, refused } = progressOf(counts);
  return [`${ended} of ${total}`, failed > 0 && `${failed} failed`, refused > 0 && `${refused} refused`]
    .filter((part) => part !== false)
    .join(" · ");
}
