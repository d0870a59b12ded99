import { useEffect, useId, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useTheme } from "../app/theme.tsx";
import { palettes } from "../graph/palette.ts";
import { Button } from "../ui/button.tsx";
import { aligned } from "./aligned.ts";
import type { ChartData } from "./charted.ts";
import { ChartTable } from "./chartTable.tsx";

/** Lines differ by dash as well as by colour. */
const dashes = [[], [6, 3], [2, 2], [10, 3, 2, 3], [1, 4]];

type ChartProps = { chart: ChartData; from: number; to: number };

/** A chart of one group of metrics: drag to zoom, double-click to see all again. The numbers are there as a table too. */
export function Chart({ chart, from, to }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const theme = useTheme().name;
  const id = useId();
  const data = useMemo(() => aligned(chart.lines.map(({ points }) => points)), [chart]);

  useEffect(() => {
    const host = place.current;
    if (!host) return;
    const palette = palettes[theme];
    const colors = [
      palette.ink,
      palette.status.online,
      palette.status.degraded,
      palette.status.offline,
      palette.kind.queue,
    ];
    const axis = {
      stroke: palette.inkQuiet,
      font: "11px 'Inter Variable', sans-serif",
      grid: { stroke: theme === "dark" ? "#2a3340" : "#d9dee5", width: 1 },
      ticks: { show: false },
    };
    const plot = new uPlot(
      {
        width: host.clientWidth,
        height: 180,
        scales: {
          x: { min: from / 1000, max: to / 1000 },
          y: { range: (_plot, _min, max) => [0, chart.max ?? Math.max(1, max * 1.1)] },
        },
        axes: [axis, { ...axis, size: 48 }],
        cursor: { points: { size: 6 } },
        legend: { live: true },
        series: [
          {},
          ...chart.lines.map(({ name }, index) => ({
            label: name,
            stroke: colors[index % colors.length] ?? palette.ink,
            width: 1.5,
            dash: dashes[index % dashes.length] ?? [],
            spanGaps: false,
            points: { show: chart.lines.every(({ points }) => points.length < 30) },
          })),
        ],
      },
      data,
      host,
    );
    const resized = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height: 180 }));
    resized.observe(host);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [chart, data, from, to, theme]);

  return (
    <section aria-labelledby={id} className="rounded-lg border border-line bg-surface">
      <div className="flex items-center justify-between gap-2 px-4 pt-2">
        <h2 id={id} className="text-sm font-semibold">
          {chart.title} <span className="font-normal text-ink-3">{chart.unit}</span>
        </h2>
        <Button look="quiet" aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "Hide numbers" : "Numbers"}
        </Button>
      </div>
      <div ref={place} aria-hidden="true" className="chart px-2 pb-2" />
      {asTable && <ChartTable chart={chart} />}
    </section>
  );
}
