import clsx from "clsx";
import type { ReactNode } from "react";
import type { ProjectRow } from "../../contracts/projects.ts";
import { agoWords, daysWords } from "../app/timeWords.ts";
import { Status } from "../ui/status.tsx";
import { Value } from "../ui/value.tsx";
import { type ColumnId, complianceDebt, type Integrations } from "./columns.ts";

/** What cells tell beside the project itself. `now` is in milliseconds since 1970. */
type Known = { now: number; integrations: Integrations };

/** What stands in each cell but the name's. */
export const cells: Record<Exclude<ColumnId, "name">, (project: ProjectRow, known: Known) => ReactNode> = {
  domain: ({ domain }) => domain ?? <span className="text-ink-3">none</span>,
  status: ({ status, held, flapping }) => (
    <>
      <Status status={status} />
      {(held || flapping) && <span className="text-ink-3">{held ? ", last known" : ", flapping"}</span>}
    </>
  ),
  seen: ({ lastSeenAt }, { now }) => agoWords(lastSeenAt, now),
  files: ({ kpis }) => <Value of={kpis.files} />,
  symbols: ({ kpis }) => <Value of={kpis.symbols} />,
  tasks: ({ kpis }) => <Value of={kpis.tasks} />,
  audits: ({ kpis }) => (
    <Triple values={[kpis.auditsOk, kpis.auditsWarn, kpis.auditsFail]} words={["ok", "warn", "fail"]} />
  ),
  vulns: ({ kpis }) => <Triple values={[kpis.vulnsCritical, kpis.vulnsHigh]} words={["crit", "high"]} />,
  deploy: ({ kpis }) => <DaysAgo of={kpis.deployFreshnessDays} />,
  latency: ({ kpis }) => <Value of={kpis.healthLatencyMs} unit="ms" />,
  risk: ({ risk }) => <Value of={risk.total} />,
  alerts: ({ openAlerts }) => openAlerts,
  integrations: ({ slug }, { integrations }) => integrations.get(slug) ?? 0,
  compliance: (project) => <Value of={complianceDebt(project)} unit="%" />,
  coverage: ({ risk }) => <Value of={100 * risk.coverage} unit="%" />,
  reason: ({ statusReason }) => (
    <span className="block max-w-72 truncate" title={statusReason}>
      {statusReason}
    </span>
  ),
  tags: ({ tags }) => <Words of={tags} />,
  teams: ({ teams }) => <Words of={teams} />,
};

/** How many days ago something was, as everywhere else. */
export function DaysAgo({ of: days }: { of: number | null }) {
  return days === null ? <Value of={null} /> : `${daysWords(days)} ago`;
}

function Words({ of: words }: { of: readonly string[] }) {
  if (words.length === 0) return <span className="text-ink-3">none</span>;
  return words.join(", ");
}

/** Counts of what somebody has to mend. */
const grave = new Set(["crit", "critical", "fail"]);

/** Counts that belong together, each with its word; one word when none of them is known. What is grave stands out, what is none steps back. */
export function Triple({ values, words }: { values: readonly (number | null)[]; words: readonly string[] }) {
  if (values.every((value) => value === null)) return <Value of={null} />;
  return (
    <span className="inline-flex gap-x-2 whitespace-nowrap">
      {values.map((value, index) => (
        <span
          key={words[index]}
          className={clsx(value === 0 && "text-ink-3", value && grave.has(words[index] ?? "") && "font-semibold")}
        >
          {value === null ? "?" : value.toLocaleString()} <span className="text-ink-3">{words[index]}</span>
        </span>
      ))}
    </span>
  );
}
