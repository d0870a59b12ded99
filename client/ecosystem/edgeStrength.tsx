import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { EdgeHistory } from "../../contracts/graph.ts";
import { useApi } from "../app/api.ts";
import { spans } from "../app/spans.ts";
import { Chart } from "../charts/chart.tsx";
import type { ChartData } from "../charts/chartData.ts";
import { edgeHistoryQuery } from "../live/queries.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { Section } from "../ui/section.tsx";

/** A shorter history is no more than a dot. */
const leastMs = 5 * 60_000;

/** How strong an integration was over the last 30 days, or since it is known, up to the moment its card was opened. */
export function EdgeStrength({ id }: { id: string }) {
  const [to] = useState(() => Math.ceil(Date.now() / 60_000) * 60_000);
  const month = to - spans["30d"];
  const history = useQuery(edgeHistoryQuery(useApi(), id, new Date(month).toISOString()));
  const chart = useMemo(() => history.data && charted(history.data), [history.data]);
  if (history.isError) return <FailureNotice error={history.error} retry={() => void history.refetch()} />;
  if (chart === undefined) return <div className="skeleton m-4 h-32" role="status" aria-label="Loading the history" />;
  const from = Math.max(month, (chart.lines[0]?.points[0]?.at ?? 0) * 1000);
  if (to - from < leastMs) {
    return (
      <Section title="Strength over time">
        <p className="text-ink-3">It is known for a few minutes only. Its history grows from here.</p>
      </Section>
    );
  }
  return <Chart small chart={chart} from={from} to={to} />;
}

/** A strength holds until the next is noted, so each line is level up to there. Strength 0, nothing spoke for it, is a gap. */
function charted({ points }: EdgeHistory): ChartData {
  const levels = points.flatMap(({ at, strength }, index) => {
    const begin = { at: Date.parse(at) / 1000, value: strength === 0 ? null : strength };
    const next = points[index + 1];
    // A second before the next one: at the same moment there could be only one of the two.
    return next ? [begin, { ...begin, at: Math.max(begin.at, Date.parse(next.at) / 1000 - 1) }] : [begin];
  });
  return { title: "Strength over time", unit: "", max: 1, lines: [{ name: "strength", points: levels }] };
}
