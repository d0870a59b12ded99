import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { palettes, type ThemeName } from "../graph/palette.ts";
import { type AlignedLines, aligned } from "./aligned.ts";
import { drawAnnotations } from "./annotations.ts";
import type { Annotation, ChartData } from "./chartData.ts";
import { looksOf } from "./looks.ts";
import { countSteps, tickWords } from "./ticks.ts";

/** What a plot shows. `from` and `to` are the ends of the time axis while it is not zoomed, in milliseconds since 1970. */
export type Shown = { chart: ChartData; from: number; to: number; annotations: readonly Annotation[] };

type PlotOptions = {
  theme: ThemeName;
  /** In CSS pixels. */
  height: number;
  /** Tells whether a part is shown that somebody chose. */
  onZoom(zoomed: boolean): void;
  /** Tells the time under the pointer, in seconds since 1970, null when there is none. */
  onPoint(at: number | null): void;
};

/** A chart that is drawn. It shows other numbers of the same lines without losing the part that somebody chose. */
export type Plot = { show(next: Shown): void; showAll(): void; destroy(): void };

/** Draws a chart into an element and follows its width. Drag to zoom, double-click to see all again. */
export function drawPlot(host: HTMLElement, first: Shown, { theme, height, onZoom, onPoint }: PlotOptions): Plot {
  const palette = palettes[theme];
  const looks = looksOf(first.chart.lines, palette);
  const { words, whole } = first.chart;
  let shown = first;
  let zoom: { min: number; max: number } | null = null;
  const whichTime = () => zoom ?? { min: shown.from / 1000, max: shown.to / 1000 };
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
        x: { ...whichTime(), auto: false },
        y: {
          range: (_plot, _min, max) =>
            words ? [-0.25, words.length - 0.75] : [0, shown.chart.max ?? Math.max(1, max * 1.1)],
        },
      },
      axes: [
        { ...axis, size: 28, values: (_plot, times) => times.map(tickWords) },
        words
          ? { ...axis, size: 64, splits: () => words.map((_word, value) => value), values: () => [...words] }
          : { ...axis, size: 48, ...(whole ? { incrs: countSteps } : {}) },
      ],
      cursor: {
        points: { size: 6 },
        drag: { x: true, y: false, dist: 4 },
        bind: {
          dblclick: () => () => {
            showAll();
            return null;
          },
        },
      },
      legend: { show: false },
      hooks: {
        draw: [
          (drawn) =>
            drawAnnotations(drawn, shown.annotations, { alert: palette.status.offline, run: palette.inkQuiet }),
        ],
        setCursor: [
          ({ cursor, data }) => onPoint(typeof cursor.idx === "number" ? (data[0][cursor.idx] ?? null) : null),
        ],
        setSelect: [
          ({ select, posToVal }) => {
            zoom = { min: posToVal(select.left, "x"), max: posToVal(select.left + select.width, "x") };
            onZoom(true);
          },
        ],
      },
      series: [
        {},
        ...looks.map(({ color, dash }, index) => ({
          stroke: color,
          width: 1.5,
          dash: [...dash],
          // Few points may be far apart; the steps of words show themselves.
          points: { show: () => !words && (shown.chart.lines[index]?.points.length ?? 0) < 30 },
          ...(words && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
        })),
      ],
    },
    dataOf(first),
    host,
  );
  function showAll() {
    zoom = null;
    plot.setScale("x", whichTime());
    onZoom(false);
  }
  const resized = new ResizeObserver(() => plot.setSize({ width: host.clientWidth, height }));
  resized.observe(host);
  return {
    show(next) {
      shown = next;
      plot.batch(() => {
        plot.setData(dataOf(next), false);
        plot.setScale("x", whichTime());
      });
    },
    showAll,
    destroy() {
      resized.disconnect();
      plot.destroy();
    },
  };
}

/** What holds until the next value holds until the end of the axis, too. */
function dataOf({ chart, to }: Shown): AlignedLines {
  const end = to / 1000;
  return aligned(
    chart.lines.map(({ points }) => {
      const last = points.at(-1);
      return chart.words && last && last.at < end ? [...points, { at: end, value: last.value }] : points;
    }),
  );
}
