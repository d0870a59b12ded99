import { momentWords } from "../app/timeWords.ts";
import { aligned } from "./aligned.ts";
import type { ChartData } from "./chartData.ts";
import { ChartValue } from "./chartLegend.tsx";

/** The numbers of a chart, newest first. */
export function ChartTable({ chart }: { chart: ChartData }) {
  const [times, ...rows] = aligned(chart.lines.map(({ points }) => points));
  return (
    <section
      aria-label={`${chart.title}, numbers`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-64 overflow-auto border-t border-line"
    >
      <table className="w-full text-left">
        <thead className="sticky top-0 bg-surface text-xs text-ink-3">
          <tr className="*:px-4 *:py-1.5 *:font-medium">
            <th scope="col">When</th>
            {chart.lines.map(({ name }) => (
              <th key={name} scope="col" className="text-right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {times
            .map((at, index) => (
              <tr key={at} className="border-t border-line *:px-4 *:py-1">
                <th scope="row" className="font-normal whitespace-nowrap">
                  {momentWords(new Date(at * 1000).toISOString())}
                </th>
                {rows.map((row, line) => (
                  <td key={chart.lines[line]?.name} className="text-right">
                    {row[index] === undefined ? "" : <ChartValue chart={chart} of={row[index] ?? null} />}
                  </td>
                ))}
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </section>
  );
}
