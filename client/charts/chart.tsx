import clsx from "clsx";
import { Table2 } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTheme } from "../app/theme.tsx";
import { momentWords } from "../app/timeWords.ts";
import { palettes } from "../graph/palette.ts";
import { Button } from "../ui/button.tsx";
import type { Annotation, ChartData } from "./chartData.ts";
import { ChartLegend } from "./chartLegend.tsx";
import { ChartTable } from "./chartTable.tsx";
import { looksOf } from "./looks.ts";
import type { Part } from "./part.ts";
import type { Plot } from "./plot.ts";

type ChartProps = {
  chart: ChartData;
  /** The ends of the time axis, in milliseconds since 1970. */
  from: number;
  to: number;
  annotations?: readonly Annotation[];
  /** Takes a part of the time axis that somebody chose in the chart, null for all of it; without it nothing can be chosen. */
  onChoose?: (part: Part | null) => void;
  /** In a card: without a box of its own, and lower. */
  small?: boolean;
};

const none: readonly Annotation[] = [];

/** A chart of one group of metrics, and the same numbers as a table: at wish, or when the chart cannot be drawn. */
export function Chart({ chart, from, to, annotations = none, onChoose, small = false }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<Plot | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const theme = useTheme().name;
  const id = useId();
  const shown = { chart, from, to, annotations };
  const latest = useRef({ shown, onChoose });
  latest.current = { shown, onChoose };
  const canChoose = onChoose !== undefined;
  const names = chart.lines.map(({ name }) => name).join("\n");

  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines need another plot, other numbers do not
  useEffect(() => {
    let gone = false;
    let drawn: Plot | undefined;
    import("./plot.ts")
      .then(({ drawPlot }) => {
        if (gone || !place.current) return;
        drawn = drawPlot(place.current, latest.current.shown, {
          theme,
          height: small ? 120 : 180,
          onPoint: setPointed,
          onChoose: canChoose ? (part) => latest.current.onChoose?.(part) : undefined,
        });
        setPlot(drawn);
      })
      .catch(() => setAsTable(true));
    return () => {
      gone = true;
      drawn?.destroy();
      setPlot(null);
    };
  }, [names, theme, small, canChoose]);

  useEffect(() => plot?.show({ chart, from, to, annotations }), [plot, chart, from, to, annotations]);

  return (
    <section
      aria-labelledby={id}
      className={clsx("border-line bg-surface", small ? "border-t" : "overflow-hidden rounded-lg border")}
    >
      <div className="flex items-center justify-between gap-2 pt-2 pr-2 pl-4">
        <h2 id={id} className="text-sm font-semibold">
          {chart.title} <span className="font-normal text-ink-3">{chart.unit}</span>
        </h2>
        <span className="flex items-center gap-1">
          {pointed !== null && (
            <span className="text-xs whitespace-nowrap text-ink-3 max-sm:hidden">
              {momentWords(new Date(pointed * 1000).toISOString())}
            </span>
          )}
          <Button look="quiet" aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
            <Table2 className="size-3.5" aria-hidden="true" />
            {asTable ? "Hide table" : "Show as table"}
          </Button>
        </span>
      </div>
      <div ref={place} aria-hidden="true" className="min-w-0 px-2" />
      <ChartLegend chart={chart} looks={looksOf(chart.lines, palettes[theme])} at={pointed ?? to / 1000} />
      {asTable && <ChartTable chart={chart} />}
    </section>
  );
}
