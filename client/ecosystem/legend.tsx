import { memo, type ReactNode } from "react";
import { useTheme } from "../app/theme.tsx";
import type { Change } from "../graph/changes.ts";
import { overlayTitles, steps, unknownStep } from "../graph/overlays.ts";
import { palettes } from "../graph/palette.ts";
import { Mark } from "../ui/mark.tsx";
import { type EcosystemSearch, kinds } from "./search.ts";

type LegendProps = {
  search: EcosystemSearch;
  /** Whether what is different from an earlier moment is marked. */
  compares: boolean;
  /** Whether there are too many edges for an arrow on each. */
  plain: boolean;
  /** Whether the kinds of edges stand elsewhere with their colours, as the filters have them. */
  railOpen: boolean;
};

/** What colours, patterns, lines and sizes of the map mean. Folds to its title where the map needs the room. */
export const Legend = memo(function Legend({ search, compares, plain, railOpen }: LegendProps) {
  const { overlay = "status", without, size = "files" } = search;
  const palette = palettes[useTheme().name];
  const shown = [...steps(overlay, palette), ...(overlay === "status" ? [] : [unknownStep(palette, overlay)])];
  return (
    <details open className="rounded-md border border-line bg-surface/95 px-2.5 py-1.5">
      <summary className="eyebrow min-h-6 cursor-pointer py-1 marker:text-ink-3 hover:text-ink">
        {overlayTitles[overlay]}
      </summary>
      <ul className="flex flex-col gap-1">
        {shown.map((step) => (
          <Line key={step.label} sample={<Mark pattern={step.pattern} color={step.color} />}>
            {step.label}
          </Line>
        ))}
        <Line sample={<AlertSign />}>open alert</Line>
        {/* Where colours do not say the status, a small sign at the upper left of a disc does. */}
        {overlay !== "status" &&
          steps("status", palette)
            .filter(({ pattern }) => pattern !== "solid")
            .map(({ label, pattern, color }) => (
              <Line key={label} sample={<Mark pattern={pattern} color={color} size={9} />}>
                {label.toLowerCase()}
              </Line>
            ))}
        {compares &&
          Object.entries(changeShapes).map(([change, path]) => (
            <Line key={change} sample={<Shape path={path} />}>
              {change}
            </Line>
          ))}
        {compares && <Line sample={<Shape path="M0 7h3v2H0zM4.5 7h3v2h-3zM9 7h3v2H9z" />}>gone edge</Line>}
        <Line
          sample={
            <Shape path="M.4 8a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0M4.2 6.5a3.8 3.8 0 1 0 7.6 0 3.8 3.8 0 1 0-7.6 0" />
          }
        >
          more {size}
        </Line>
        <Line sample={<Shape path="M0 3.5h12v1H0ZM0 7h12v3H0Z" />}>stronger edge</Line>
        {plain && <li className="w-28 text-xs text-ink-3">Arrows and cards for those of the selected project</li>}
      </ul>
      {!railOpen && (
        <>
          {/* On a low screen the rail alone says what lines mean: here is no room for it beside the controls. */}
          <div className="eyebrow pt-2 pb-1 [@media(max-height:740px)]:hidden">Edges</div>
          <ul className="flex flex-col gap-1 [@media(max-height:740px)]:hidden">
            {kinds
              .filter((kind) => !without?.includes(kind))
              .map((kind) => (
                <Line
                  key={kind}
                  sample={<span className="h-0.5 w-3 rounded" style={{ background: palette.kind[kind] }} />}
                >
                  {kind}
                </Line>
              ))}
          </ul>
        </>
      )}
    </details>
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

/** As they are drawn at the lower right of a disc. */
const changeShapes: Record<Change, string> = {
  new: "M5 1h2v4h4v2H7v4H5V7H1V5h4Z",
  worse: "M6 1.5 11 10H1Z",
  better: "M6 10.5 1 2H11Z",
};

const Shape = ({ path }: { path: string }) => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" className="fill-ink-2">
    <path d={path} />
  </svg>
);

/** As it is drawn at the upper right of a disc. */
const AlertSign = () => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <circle cx="6" cy="6" r="6" className="fill-ink" />
    <path d="M5.1 2.2h1.8L6.6 7H5.4ZM5 8.1h2v1.7H5Z" className="fill-canvas" />
  </svg>
);
