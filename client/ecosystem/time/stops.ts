import { type SpanName, spans } from "../../app/spans.ts";

/** Stops of the slider, from the beginning of the span to now. */
export const stops = 48;

/** The moment of a stop of the slider, in whole minutes so that the same one is asked for once; null is now. */
export function momentOf(stop: number, span: SpanName, now: number): string | null {
  if (stop >= stops) return null;
  const moment = now - spans[span] * (1 - stop / stops);
  return new Date(Math.floor(moment / 60_000) * 60_000).toISOString();
}

/** The stop nearest to a moment; undefined is now. Moments before the span are at its beginning. */
export function stopOf(at: string | undefined, span: SpanName, now: number): number {
  if (at === undefined) return stops;
  const share = 1 - (now - Date.parse(at)) / spans[span];
  return Math.round(stops * Math.min(1 - 1 / stops, Math.max(0, share)));
}
