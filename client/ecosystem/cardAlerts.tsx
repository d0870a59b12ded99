import type { AlertRow } from "../../contracts/alerts.ts";
import { agoWords, momentWords } from "../app/timeWords.ts";
import { Section } from "../ui/section.tsx";
import { Severity } from "../ui/severity.tsx";

/** The alerts of one project that are not resolved, newest first. */
export function CardAlerts({ alerts, now }: { alerts: readonly AlertRow[]; now: number }) {
  const open = alerts.filter(({ status }) => status !== "resolved");
  return (
    <Section title="Alerts" aside={open.length}>
      {open.length === 0 && <p className="text-ink-3">No open alert.</p>}
      <ul className="flex flex-col gap-2.5">
        {open.map((alert) => (
          <li key={alert.id} className="flex flex-col gap-0.5">
            <span className="flex items-baseline justify-between gap-2">
              <Severity of={alert.severity} />
              <span className="text-xs text-ink-3" title={momentWords(alert.createdAt)}>
                {agoWords(alert.createdAt, now)}
              </span>
            </span>
            <span className="font-medium">{alert.title}</span>
            <span className="text-ink-2">{alert.description}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
