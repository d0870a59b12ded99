import { Value } from "../ui/value.tsx";
import type { ChartData } from "./chartData.ts";
import type { LineLook } from "./looks.ts";
import { valueAt } from "./valueAt.ts";

/** Which line is which, with the values at a moment in seconds since 1970. */
export function ChartLegend({ chart, looks, at }: { chart: ChartData; looks: readonly LineLook[]; at: number }) {
  return (
    <ul aria-label={`${chart.title}, lines`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 pb-3 text-xs">
      {chart.lines.map((line, index) => (
        <li key={line.name} className="flex items-center gap-1.5">
          <svg width="22" height="6" viewBox="0 0 22 6" aria-hidden="true" className="shrink-0">
            <path
              d="M0 3h22"
              fill="none"
              stroke={looks[index]?.color}
              strokeWidth="2"
              strokeDasharray={looks[index]?.dash.join(" ")}
            />
          </svg>
          <span className="text-ink-2">{line.name}</span>
          <span className="font-medium">
            <ChartValue chart={chart} of={valueAt(line, at)} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A value of a chart: a number, or the word that it stands for. */
export function ChartValue({ chart, of: value }: { chart: ChartData; of: number | null }) {
  const word = value === null ? undefined : (chart.words?.[value] ?? chart.say?.(value));
  // Of what ends at 1 a tenth says too little.
  const digits = chart.whole ? 0 : chart.max !== null && chart.max <= 1 ? 2 : 1;
  return word ?? <Value of={value} digits={digits} />;
}
