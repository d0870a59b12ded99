import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { palettes, type ThemeName } from "../graph/palette.ts";
import { aligned } from "./aligned.ts";
import type { Annotation, ChartData } from "./chartData.ts";

/** Lines differ by dash as well as by colour. */
const dashes = [[], [6, 3], [2, 2], [10, 3, 2, 3], [1, 4]];

type PlotOptions = {
  theme: ThemeName;
  from: number;
  to: number;
  annotations: readonly Annotation[];
  /** In CSS pixels. */
  height: number;
};

/**
 * Draws a chart into an element and follows its width; returns what takes it away. `from` and `to` are the ends of the
 * time axis in milliseconds since 1970. Drag to zoom, double-click to see all again. Annotations are upright lines.
 */
export function drawPlot(
  host: HTMLElement,
  chart: ChartData,
  { theme, from, to, annotations, height }: PlotOptions,
): () => void {
  const palette = palettes[theme];
  const { online, degraded, offline } = palette.status;
  const colors = [palette.ink, online, degraded, offline, palette.kind.queue];
  const axis = {
    stroke: palette.inkQuiet,
    font: "11px 'Inter Variable', sans-serif",
    grid: { stroke: palette.grid, width: 1 },
    ticks: { show: false },
  };
  const plot = new uPlot(
    {
      width: host.clientWidth,
      height,
      // Room for the words of a tick at the right end.
      padding: [null, 28, null, null],
      scales: {
        x: { min: from / 1000, max: to / 1000 },
        y: { range: (_plot, _min, max) => [0, chart.max ?? Math.max(1, max * 1.1)] },
      },
      axes: [
        { ...axis, values: (_plot, times) => times.map(tickWords) },
        { ...axis, size: 48 },
      ],
      cursor: { points: { size: 6 } },
      legend: { show: chart.lines.length > 1 || height > 150 },
      hooks: { draw: [(drawn) => drawAnnotations(drawn, annotations, { alert: offline, run: palette.inkQuiet })] },
      series: [
        { label: "at", value: (_plot, time) => (time === null ? "" : new Date(time * 1000).toLocaleString()) },
        ...chart.lines.map(({ name, points }, index) => ({
          label: name,
          stroke: colors[index % colors.length] ?? palette.ink,
          width: 1.5,
          dash: dashes[index % dashes.length] ?? [],
          points: { show: points.length < 30 },
        })),
      ],
    },
    aligned(chart.lines.map(({ points }) => points)),
    host,
  );
  const resized = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height }));
  resized.observe(host);
  return () => {
    resized.disconnect();
    plot.destroy();
  };
}

/** A line of an alert is dashed under a triangle, that of a run whole under a square. */
function drawAnnotations(
  plot: uPlot,
  annotations: readonly Annotation[],
  colors: Record<Annotation["kind"], string>,
): void {
  const { ctx: context, bbox } = plot;
  const pixel = devicePixelRatio;
  context.save();
  context.lineWidth = pixel;
  for (const { at, kind } of annotations) {
    const x = Math.round(plot.valToPos(at, "x", true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    context.strokeStyle = colors[kind];
    context.fillStyle = colors[kind];
    context.setLineDash(kind === "alert" ? [4 * pixel, 3 * pixel] : []);
    context.beginPath();
    context.moveTo(x, bbox.top);
    context.lineTo(x, bbox.top + bbox.height);
    context.stroke();
    const half = 3.5 * pixel;
    context.beginPath();
    if (kind === "run") context.rect(x - half, bbox.top - half, 2 * half, 2 * half);
    else {
      context.moveTo(x, bbox.top - half);
      context.lineTo(x + half, bbox.top + half);
      context.lineTo(x - half, bbox.top + half);
    }
    context.fill();
  }
  context.restore();
}

/** A tick of the time axis: the hour, or the date where a day begins. `time` is in seconds since 1970. */
function tickWords(time: number): string {
  const moment = new Date(time * 1000);
  const startsDay = moment.getHours() === 0 && moment.getMinutes() === 0;
  return startsDay
    ? moment.toLocaleDateString(undefined, { day: "numeric", month: "short" })
    : moment.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
