import { valuesOf } from "../app/searchParams.ts";
import { type SpanName, spanNames } from "../app/spans.ts";

/** How far back a project's charts look, 24 hours unless said; and the part of that which is shown, by ISO moments. */
export type ProjectSearch = { span?: SpanName | undefined; from?: string | undefined; to?: string | undefined };

export function parseProjectSearch(raw: Record<string, unknown>): ProjectSearch {
  const span = spanNames.find((each) => each === valuesOf(raw.span)[0]);
  const [from, to] = [momentOf(raw.from), momentOf(raw.to)];
  const isPart = from !== undefined && to !== undefined && from < to;
  return { span: span === "24h" ? undefined : span, ...(isPart ? { from, to } : {}) };
}

/** A moment of an address as the API writes it; undefined for what is none. */
function momentOf(value: unknown): string | undefined {
  const time = Date.parse(valuesOf(value)[0] ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
