import { useQuery } from "@tanstack/react-query";
import { useApi } from "../../app/api.ts";
import { useNow } from "../../app/clock.ts";
import { type SpanName, spans } from "../../app/spans.ts";
import { diffQuery } from "./queries.ts";

/**
 * What is different between the moment that is shown (`at`; undefined is now) and a day, a week or a month before it, which is
 * `from`. Without a span nothing is asked. While another comparison is on its way the one before stays.
 */
export function useDiff(span: SpanName | undefined, at: string | undefined) {
  const minute = useNow(60_000);
  const to = at === undefined ? minute : Date.parse(at);
  const from = new Date(to - spans[span ?? "24h"]).toISOString();
  const asked = { ...diffQuery(useApi(), from, at), enabled: span !== undefined };
  const diff = useQuery({ ...asked, placeholderData: (before) => before });
  return { diff, from };
}
