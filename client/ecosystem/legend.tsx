import { useTheme } from "../app/theme.tsx";
import { type Overlay, steps, unknownStep } from "../graph/overlays.ts";
import { palettes } from "../graph/palette.ts";
import { Mark } from "../ui/mark.tsx";

const meaning: Record<Overlay, string> = {
  status: "Status",
  risk: "Risk, 0 – 100",
  compliance: "Compliance debt",
  freshness: "Since last deploy",
  receipts: "Receipts of the run",
};

/** What colours and patterns of the map mean. */
export function Legend({ overlay }: { overlay: Overlay }) {
  const palette = palettes[useTheme().name];
  const shown = [...steps(overlay, palette), ...(overlay === "status" ? [] : [unknownStep(palette, overlay)])];
  return (
    <div className="rounded-md border border-line bg-surface/95 px-3 py-2">
      <div className="eyebrow pb-1">{meaning[overlay]}</div>
      <ul className="flex flex-col gap-1">
        {shown.map((step) => (
          <li key={step.label} className="flex items-center gap-2 text-xs text-ink-2">
            <Mark pattern={step.pattern} color={step.color} />
            {step.label}
          </li>
        ))}
      </ul>
    </div>
  );
}
