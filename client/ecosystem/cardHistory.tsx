import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../app/api.ts";
import { seriesQuery } from "../live/queries.ts";
import { Section } from "../ui/section.tsx";
import { Sparkline } from "./sparkline.tsx";

const lines: { key: string; name: string; unit: string }[] = [
  { key: "risk.total", name: "Risk", unit: "" },
  { key: "health.latencyMs", name: "Latency", unit: " ms" },
  { key: "audit.fail", name: "Failed audits", unit: "" },
];

const dayMs = 86_400_000;

/** The last 24 hours of what one watches most, as small lines with their ends in words. */
export function CardHistory({ slug }: { slug: string }) {
  // A card shows the day before it was opened; asking anew with every second would draw nothing else.
  const [from] = useState(() => new Date(Math.floor((Date.now() - dayMs) / 60_000) * 60_000).toISOString());
  const series = useQuery(seriesQuery(useApi(), slug, from, 60));
  const shown = lines.flatMap((line) => {
    const points = series.data?.series.find(({ key }) => key === line.key)?.points ?? [];
    const values = points.map(({ value }) => (typeof value === "number" ? value : null));
    const known = values.filter((value) => value !== null);
    return known.length < 2 ? [] : [{ ...line, values, low: Math.min(...known), high: Math.max(...known) }];
  });
  if (shown.length === 0) return null;
  return (
    <Section title="Last 24 hours">
      <ul className="flex flex-col gap-2">
        {shown.map(({ key, name, unit, values, low, high }) => (
          <li key={key} className="grid grid-cols-[88px_1fr_104px] items-center gap-3">
            <span className="text-ink-2">{name}</span>
            <Sparkline values={values} />
            <span className="text-right text-xs text-ink-3">
              {low === high ? "always " : `${round(low)} to `}
              {round(high)}
              {unit}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const round = (value: number) => value.toLocaleString(undefined, { maximumFractionDigits: 0 });
