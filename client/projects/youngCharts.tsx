import type { ChartData } from "../charts/chartData.ts";
import { ChartValue } from "../charts/chartLegend.tsx";
import { valueAt } from "../charts/valueAt.ts";
import { Card } from "../ui/card.tsx";

/** What is known too short for a line: the latest values, until there is one. */
export function YoungCharts({ charts }: { charts: readonly ChartData[] }) {
  return (
    <Card title="Not enough for a chart yet">
      <p className="mb-3 text-ink-2">These are known for less than five minutes. Each becomes a chart as it goes on.</p>
      <table className="w-full text-left">
        <thead className="sr-only">
          <tr>
            <th scope="col">What</th>
            <th scope="col">Latest</th>
          </tr>
        </thead>
        <tbody>
          {charts.map((chart) => (
            <tr key={chart.title} className="border-t border-line align-baseline *:py-1.5">
              <th scope="row" className="pr-4 font-medium">
                {chart.title} <span className="font-normal text-ink-3">{chart.unit}</span>
              </th>
              <td>
                <span className="flex flex-wrap gap-x-4">
                  {chart.lines.map((line) => (
                    <span key={line.name} className="whitespace-nowrap">
                      {chart.lines.length > 1 && <span className="text-ink-2">{line.name} </span>}
                      <span className="font-medium">
                        <ChartValue chart={chart} of={valueAt(line, null)} />
                      </span>
                    </span>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
