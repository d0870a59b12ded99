import type { RunState, TargetState } from "../../contracts/actions.ts";
import type { Pattern } from "../graph/marks.ts";
import { Mark } from "../ui/mark.tsx";

const looks: Record<RunState | TargetState, { words: string; pattern: Pattern; color: string }> = {
  planned: { words: "Waiting", pattern: "hatched", color: "var(--unknown)" },
  sent: { words: "Sent", pattern: "hatched", color: "var(--unknown)" },
  accepted: { words: "Accepted", pattern: "double", color: "var(--degraded)" },
  started: { words: "Working", pattern: "double", color: "var(--degraded)" },
  running: { words: "Running", pattern: "double", color: "var(--degraded)" },
  completed: { words: "Completed", pattern: "solid", color: "var(--online)" },
  refused: { words: "Refused", pattern: "hollow", color: "var(--unknown)" },
  failed: { words: "Failed", pattern: "hollow", color: "var(--offline)" },
  expired: { words: "No answer in time", pattern: "hollow", color: "var(--offline)" },
  cancelled: { words: "Cancelled", pattern: "hollow", color: "var(--unknown)" },
};

/** How a run or one of its projects stands, in a word or two. */
export const stateWords = (state: RunState | TargetState): string => looks[state].words;

/** How a run or one of its projects stands, as mark and word. */
export function StateMark({ state }: { state: RunState | TargetState }) {
  const { words, pattern, color } = looks[state];
  return (
    <span className="inline-flex items-center gap-1.5 font-medium whitespace-nowrap">
      <Mark pattern={pattern} color={color} />
      {words}
    </span>
  );
}
