import type { RunState } from "../../contracts/actions.ts";
import { useTheme } from "../app/theme.tsx";
import { palettes } from "../graph/palette.ts";
import {
  completed,
  declined,
  failed,
  flagged,
  type ReceiptStep,
  type Standing,
  waiting,
  working,
} from "../graph/receiptSteps.ts";
import { Mark } from "../ui/mark.tsx";

const looks: Record<RunState | Standing, { words: string; step: ReceiptStep }> = {
  planned: { words: "Waiting", step: waiting },
  sent: { words: "Sent", step: waiting },
  accepted: { words: "Accepted", step: working },
  started: { words: "Working", step: working },
  running: { words: "Running", step: working },
  completed: { words: "Completed", step: completed },
  flagged: { words: flagged.label, step: flagged },
  refused: { words: "Refused", step: declined },
  cancelled: { words: "Cancelled", step: declined },
  failed: { words: "Failed", step: failed },
  expired: { words: "No answer in time", step: failed },
};

/** How a run or one of its projects stands, in a word or two. */
export const stateWords = (state: RunState | Standing): string => looks[state].words;

/** How a run or one of its projects stands, as mark and word. */
export function StateMark({ state }: { state: RunState | Standing }) {
  const { words, step } = looks[state];
  return (
    <span className="inline-flex items-baseline gap-1.5 font-medium whitespace-nowrap">
      <ReceiptMark step={step} />
      {words}
    </span>
  );
}

/** The mark of a step of a run, as the map draws it. */
export function ReceiptMark({ step }: { step: ReceiptStep }) {
  return <Mark pattern={step.pattern} color={step.color(palettes[useTheme().name])} />;
}
