import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useApi } from "../app/api.ts";
import { useNow } from "../app/clock.ts";
import { seriesQuery } from "../live/queries.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { Section } from "../ui/section.tsx";
import { rangeWords } from "./rangeWords.ts";
import { Sparkline } from "./sparkline.tsx";

const lines: { key: string; name: string; unit: string }[] = [
  { key: "risk.total", name: "Risk", unit: "" },
  { key: "health.latencyMs", name: "Latency", unit: " ms" },
  { key: "audit.fail", name: "Failed audits", unit: "" },
];

const dayMs = 86_400_000;
/** What one of the 60 points of a day stands for, about. */
const stepMs = 1_200_000;

/** The last 24 hours of what one watches most, as small lines with their ends in words. */
export function CardHistory({ slug }: { slug: string }) {
  // Asking anew with every second would draw nothing else; a card that stays open goes on with the day.
  const to = useNow(stepMs);
  const query = seriesQuery(useApi(), slug, new Date(to - dayMs).toISOString(), 60);
  const series = useQuery({ ...query, placeholderData: keepPreviousData });
  const shown = lines.flatMap((line) => {
    const points = series.data?.series.find(({ key }) => key === line.key)?.points ?? [];
    const values = points.map(({ value }) => (typeof value === "number" ? value : null));
    const known = values.filter((value) => value !== null);
    return known.length < 2 ? [] : [{ ...line, values, low: Math.min(...known), high: Math.max(...known) }];
  });
  return (
    <Section title="Last 24 hours">
      {series.isPending && <div className="skeleton h-12" role="status" aria-label="Loading the history" />}
      {series.isError && <FailureNotice error={series.error} retry={() => void series.refetch()} />}
      {series.data && shown.length === 0 && <p className="text-ink-3">No history yet.</p>}
      <ul className="flex flex-col gap-2">
        {shown.map(({ key, name, unit, values, low, high }) => (
          <li key={key} className="grid grid-cols-[88px_1fr_104px] items-center gap-3">
            <span className="text-ink-2">{name}</span>
            <Sparkline values={values} />
            <span className="text-right text-xs text-ink-3">
              {rangeWords(low, high)}
              {unit}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
