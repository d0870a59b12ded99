import { useTheme } from "../app/theme.tsx";
import { palettes } from "../graph/palette.ts";
import { type ReceiptStep, waiting } from "../graph/receiptSteps.ts";
import { stepCounts, type Tally } from "./progress.ts";

/** A run as a bar, a part for each step in the colour of its mark. Decorative: how it is stands beside it in words. */
export function RunBar({ run }: { run: Tally }) {
  const palette = palettes[useTheme().name];
  // What waits comes first in the steps, and is what is still empty of the bar.
  const parts = stepCounts(run).toSorted((a, b) => Number(a.step === waiting) - Number(b.step === waiting));
  return (
    <div aria-hidden="true" className="flex h-2 gap-0.5 overflow-hidden rounded bg-hover">
      {parts.map(({ step, count }) => (
        <div key={step.label} style={{ flexGrow: count, ...(step !== waiting && lookOf(step, step.color(palette))) }} />
      ))}
    </div>
  );
}

/** The patterns of the marks as far as a bar can have them: filled, striped, or an outline only. */
function lookOf({ pattern }: ReceiptStep, color: string) {
  if (pattern === "hollow") return { boxShadow: `inset 0 0 0 2px ${color}` };
  if (pattern === "solid") return { background: color };
  return { background: `repeating-linear-gradient(115deg, ${color} 0 4px, transparent 4px 7px)` };
}
