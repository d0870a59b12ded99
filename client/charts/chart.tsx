import clsx from "clsx";
import { useEffect, useId, useRef, useState } from "react";
import { useTheme } from "../app/theme.tsx";
import { Button } from "../ui/button.tsx";
import type { Annotation, ChartData } from "./chartData.ts";
import { ChartTable } from "./chartTable.tsx";

type ChartProps = {
  chart: ChartData;
  /** The ends of the time axis, in milliseconds since 1970. */
  from: number;
  to: number;
  annotations?: readonly Annotation[];
  /** In a card: without a box of its own, and lower. */
  small?: boolean;
};

const none: readonly Annotation[] = [];

/** A chart of one group of metrics, and the same numbers as a table: at wish, or when the chart cannot be drawn. */
export function Chart({ chart, from, to, annotations = none, small = false }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const theme = useTheme().name;
  const id = useId();

  useEffect(() => {
    let gone = false;
    let remove: (() => void) | undefined;
    import("./plot.ts")
      .then(({ drawPlot }) => {
        if (gone || !place.current) return;
        remove = drawPlot(place.current, chart, { theme, from, to, annotations, height: small ? 120 : 180 });
      })
      .catch(() => setAsTable(true));
    return () => {
      gone = true;
      remove?.();
    };
  }, [chart, from, to, theme, annotations, small]);

  return (
    <section
      aria-labelledby={id}
      className={clsx("border-line bg-surface", small ? "border-t" : "overflow-hidden rounded-lg border")}
    >
      <div className="flex items-center justify-between gap-2 pt-2 pr-2 pl-4">
        <h2 id={id} className="text-sm font-semibold">
          {chart.title} <span className="font-normal text-ink-3">{chart.unit}</span>
        </h2>
        <Button look="quiet" aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "Hide numbers" : "Numbers"}
        </Button>
      </div>
      <div ref={place} aria-hidden="true" className="min-w-0 px-2 pb-2" />
      {asTable && <ChartTable chart={chart} />}
    </section>
  );
}
