import { memo, type ReactNode } from "react";
import type { IntegrationKind } from "../../contracts/names.ts";
import { useTheme } from "../app/theme.tsx";
import { type Overlay, steps, unknownStep } from "../graph/overlays.ts";
import { palettes } from "../graph/palette.ts";
import { Mark } from "../ui/mark.tsx";
import { kinds } from "./search.ts";

const meaning: Record<Overlay, string> = {
  status: "Status",
  risk: "Risk, 0 – 100",
  compliance: "Compliance debt",
  freshness: "Since last deploy",
  receipts: "Receipts of the run",
};

type LegendProps = {
  overlay: Overlay;
  /** Kinds of edges that are hidden. */
  without: readonly IntegrationKind[] | undefined;
  size: "files" | "edges";
};

/** What colours, patterns, lines and sizes of the map mean. */
export const Legend = memo(function Legend({ overlay, without, size }: LegendProps) {
  const palette = palettes[useTheme().name];
  const shown = [...steps(overlay, palette), ...(overlay === "status" ? [] : [unknownStep(palette, overlay)])];
  return (
    <div className="rounded-md border border-line bg-surface/95 px-2.5 py-2">
      <div className="eyebrow pb-1">{meaning[overlay]}</div>
      <ul className="flex flex-col gap-1">
        {shown.map((step) => (
          <Line key={step.label} sample={<Mark pattern={step.pattern} color={step.color} />}>
            {step.label}
          </Line>
        ))}
        <Line sample={<b className="w-3 text-center text-ink">!</b>}>open alert</Line>
        {/* Where colours do not say the status, a small sign at the upper left of a disc does. */}
        {overlay !== "status" &&
          steps("status", palette)
            .filter(({ pattern }) => pattern !== "solid")
            .map(({ label, pattern, color }) => (
              <Line key={label} sample={<Mark pattern={pattern} color={color} size={9} />}>
                {label.toLowerCase()}
              </Line>
            ))}
        <Line sample={<Sizes />}>more {size}</Line>
      </ul>
      {/* On a low screen the rail alone says what lines mean: here is no room for it beside the controls. */}
      <div className="eyebrow pt-2 pb-1 [@media(max-height:740px)]:hidden">Edges</div>
      <ul className="flex flex-col gap-1 [@media(max-height:740px)]:hidden">
        {kinds
          .filter((kind) => !without?.includes(kind))
          .map((kind) => (
            <Line key={kind} sample={<span className="h-0.5 w-3 rounded" style={{ background: palette.kind[kind] }} />}>
              {kind}
            </Line>
          ))}
        <Line sample={<Strengths />}>stronger</Line>
      </ul>
    </div>
  );
});

function Line({ sample, children }: { sample: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-2 text-xs text-ink-2">
      <span aria-hidden="true" className="inline-flex w-3 items-center justify-center">
        {sample}
      </span>
      <span>{children}</span>
    </li>
  );
}

const Sizes = () => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" className="fill-ink-3">
    <circle cx="2" cy="8" r="1.6" />
    <circle cx="8" cy="6.5" r="3.8" />
  </svg>
);

const Strengths = () => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" className="fill-ink-3">
    <path d="M0 5.5 12 3.5V8.5L0 6.5Z" />
  </svg>
);
