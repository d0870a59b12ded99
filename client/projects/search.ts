import { valuesOf } from "../app/searchParams.ts";
import { type SpanName, spanNames } from "../app/spans.ts";

/** How far back a project's charts look; 24 hours unless said. */
export type ProjectSearch = { span?: SpanName | undefined };

export function parseProjectSearch(raw: Record<string, unknown>): ProjectSearch {
  const span = spanNames.find((each) => each === valuesOf(raw.span)[0]);
  return { span: span === "24h" ? undefined : span };
}
