import { type SpanName, spans } from "../../app/spans.ts";
import { lengthWords } from "../../app/timeWords.ts";

/** Stops of the slider, from the beginning of the span to now. */
export const stops = 48;

/** The moment of a stop of the slider, in whole minutes so that the same one is asked for once; null is now. */
export function momentOf(stop: number, span: SpanName, now: number): string | null {
  if (stop >= stops) return null;
  const moment = now - spans[span] * (1 - stop / stops);
  return new Date(Math.floor(moment / 60_000) * 60_000).toISOString();
}

/** Where a moment lies on the slider, in stops and parts of them; undefined is now. Moments before the span are at its beginning. */
export function placeOf(at: string | undefined, span: SpanName, now: number): number {
  if (at === undefined) return stops;
  const share = 1 - (now - Date.parse(at)) / spans[span];
  return stops * Math.min(1, Math.max(0, share));
}

/** Into how many parts the words below the slider divide a span. */
const parts: Record<SpanName, number> = { "24h": 4, "7d": 7, "30d": 3 };

/** The words below the slider, from its beginning to now, evenly apart: "18 h ago". */
export function ticksOf(span: SpanName): string[] {
  const agos = Array.from({ length: parts[span] }, (_, index) => spans[span] * (1 - index / parts[span]));
  return [...agos.map((ago) => `${lengthWords(Math.round(ago / 1000))} ago`), "now"];
}
