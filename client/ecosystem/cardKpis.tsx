import type { ProjectKpis, ProjectRow } from "../../contracts/projects.ts";
import { Section } from "../ui/section.tsx";
import { Fact, Value } from "../ui/value.tsx";
import { DaysAgo, Triple } from "./cells.tsx";

/** The headline numbers. Unknown is said as such, and what was missed of them only where something was. */
export function CardKpis({ kpis, completeness }: { kpis: ProjectKpis; completeness: ProjectRow["completeness"] }) {
  return (
    <Section title="Numbers">
      <dl className="grid grid-cols-6 gap-3 *:col-span-2 [&>:nth-child(n+7)]:col-span-3">
        <Fact name="Files">
          <Value of={kpis.files} />
        </Fact>
        <Fact name="Symbols">
          <Value of={kpis.symbols} />
        </Fact>
        <Fact name="Tasks">
          <Value of={kpis.tasks} />
        </Fact>
        <Fact name="Audits recorded">
          <Value of={kpis.audits} />
        </Fact>
        <Fact name="Last deploy">
          <DaysAgo of={kpis.deployFreshnessDays} />
        </Fact>
        <Fact name="Latency">
          <Value of={kpis.healthLatencyMs} unit="ms" />
        </Fact>
        <Fact name="Latest audits">
          <Triple values={[kpis.auditsOk, kpis.auditsWarn, kpis.auditsFail]} words={["ok", "warn", "fail"]} />
        </Fact>
        <Fact name="Vulnerabilities">
          <Triple values={[kpis.vulnsCritical, kpis.vulnsHigh]} words={["critical", "high"]} />
        </Fact>
      </dl>
      {completeness?.missing !== 0 && <p className="text-xs text-ink-3">{missedWords(completeness)}</p>}
    </Section>
  );
}

function missedWords(completeness: ProjectRow["completeness"]): string {
  if (completeness === null) return "No numbered event has come yet.";
  const { lastSeq, missing } = completeness;
  return `${missing.toLocaleString()} of ${lastSeq.toLocaleString()} events have not come.`;
}
