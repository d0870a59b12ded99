import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { palettes, type ThemeName } from "../graph/palette.ts";
import { type AlignedLines, aligned } from "./aligned.ts";
import { drawAnnotations } from "./annotations.ts";
import type { Annotation, ChartData } from "./chartData.ts";
import { looksOf } from "./looks.ts";
import type { Part } from "./part.ts";
import { countSteps, tickWords } from "./ticks.ts";

/** What a plot shows. `from` and `to` are the ends of the time axis, in milliseconds since 1970. */
export type Shown = { chart: ChartData; from: number; to: number; annotations: readonly Annotation[] };

type PlotOptions = {
  theme: ThemeName;
  /** In CSS pixels. */
  height: number;
  /** Tells the part that somebody chose by dragging, null for all by a double click. Without it nothing can be chosen. */
  onChoose?: ((part: Part | null) => void) | undefined;
  /** Tells the time under the pointer, in seconds since 1970, null when there is none. */
  onPoint(at: number | null): void;
};

/** A chart that is drawn. */
export type Plot = { show(next: Shown): void; destroy(): void };

/** As wide as the longest words beside an axis, so that all charts below each other have one time axis. */
const besideAxis = 64;

/** Draws a chart into an element and follows its width. */
export function drawPlot(host: HTMLElement, first: Shown, { theme, height, onChoose, onPoint }: PlotOptions): Plot {
  const palette = palettes[theme];
  const looks = looksOf(first.chart.lines, palette);
  const { words, whole, holds } = first.chart;
  let shown = first;
  const whichTime = () => ({ min: shown.from / 1000, max: shown.to / 1000 });
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
        { ...axis, size: 32, gap: 9, values: (_plot, times) => times.map(tickWords) },
        words
          ? { ...axis, size: besideAxis, splits: () => words.map((_word, value) => value), values: () => [...words] }
          : { ...axis, size: besideAxis, ...(whole ? { incrs: countSteps } : {}) },
      ],
      cursor: {
        points: { size: 6 },
        drag: { x: onChoose !== undefined, y: false, dist: 4, setScale: false },
        bind: {
          dblclick: () => () => {
            onChoose?.(null);
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
          (drawn) => {
            const { left, width } = drawn.select;
            if (width === 0) return;
            drawn.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            onChoose?.({ from: 1000 * drawn.posToVal(left, "x"), to: 1000 * drawn.posToVal(left + width, "x") });
          },
        ],
      },
      series: [
        {},
        ...looks.map(({ color, dash }, index) => ({
          stroke: color,
          width: 1.5,
          dash: [...dash],
          // Few points may be far apart; steps show themselves.
          points: { show: () => !holds && (shown.chart.lines[index]?.points.length ?? 0) < 30 },
          ...(holds && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
        })),
      ],
    },
    dataOf(first),
    host,
  );
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
      return chart.holds && last && last.at < end ? [...points, { at: end, value: last.value }] : points;
    }),
  );
}
