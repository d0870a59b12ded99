import type { AlertRow } from "../../contracts/alerts.ts";
import { AlertItem } from "../alerts/alertItem.tsx";
import { Section } from "../ui/section.tsx";

/** The alerts of one project that are not resolved, newest first, with what can be done about each. */
export function CardAlerts({ alerts }: { alerts: readonly AlertRow[] }) {
  const open = alerts.filter(({ status }) => status !== "resolved");
  return (
    <Section title="Alerts" aside={open.length}>
      {open.length === 0 && <p className="text-ink-3">No open alert.</p>}
      <ul className="flex flex-col gap-4">
        {open.map((alert) => (
          <li key={alert.id}>
            <AlertItem alert={alert} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
