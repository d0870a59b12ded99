import type { Palette } from "../graph/palette.ts";
import type { ChartLine } from "./chartData.ts";

/** Lines differ by dash as well as by colour. */
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [10, 3, 2, 3], [4, 2, 1, 2, 1, 2]];

/** How a line is drawn, in the chart and in its legend. `dash` is in CSS pixels, empty for a whole line. */
export type LineLook = { color: string; dash: readonly number[] };

/** The looks of a chart's lines: the colours of statuses only for what means as much. */
export function looksOf(lines: readonly Pick<ChartLine, "tone">[], { status, ink, kind }: Palette): LineLook[] {
  const meaning = { ok: status.online, warn: status.degraded, fail: status.offline };
  const neutral = [ink, kind.queue, kind["shared-schema"], kind.secret, kind.api];
  return lines.map(({ tone }, index) => ({
    color: tone ? meaning[tone] : (neutral[index % neutral.length] ?? ink),
    dash: dashes[index % dashes.length] ?? [],
  }));
}
