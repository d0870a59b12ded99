import type { AlertRow } from "../../contracts/alerts.ts";
import { AlertItem } from "../alerts/alertItem.tsx";
import { LongList } from "../ui/longList.tsx";
import { Section } from "../ui/section.tsx";

/** The alerts of one project that are not resolved, newest first, with what can be done about each; undefined until known. */
export function CardAlerts({ alerts }: { alerts: readonly AlertRow[] | undefined }) {
  return (
    <Section title="Alerts" aside={alerts?.length}>
      {alerts === undefined && <div className="skeleton h-16" role="status" aria-label="Loading alerts" />}
      {alerts?.length === 0 && <p className="text-ink-3">No open alert.</p>}
      <LongList items={alerts ?? []} few={3} keyOf={({ id }) => id} className="flex flex-col gap-4">
        {(alert) => <AlertItem alert={alert} />}
      </LongList>
    </Section>
  );
}
