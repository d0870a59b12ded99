import type { ProjectKpis, ProjectRow } from "../../contracts/projects.ts";
import { Section } from "../ui/section.tsx";
import { Fact, Value } from "../ui/value.tsx";
import { Triple } from "./cells.tsx";

/** The headline numbers. Unknown is said as such. */
export function CardKpis({ kpis, completeness }: { kpis: ProjectKpis; completeness: ProjectRow["completeness"] }) {
  return (
    <Section title="Numbers">
      <dl className="grid grid-cols-3 gap-x-3 gap-y-3">
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
          <Value of={kpis.deployFreshnessDays} unit="d ago" digits={1} />
        </Fact>
        <Fact name="Latency">
          <Value of={kpis.healthLatencyMs} unit="ms" />
        </Fact>
      </dl>
      <dl className="grid grid-cols-2 gap-x-3 gap-y-3">
        <Fact name="Latest audits">
          <Triple values={[kpis.auditsOk, kpis.auditsWarn, kpis.auditsFail]} words={["ok", "warn", "fail"]} />
        </Fact>
        <Fact name="Vulnerabilities">
          <Triple values={[kpis.vulnsCritical, kpis.vulnsHigh]} words={["critical", "high"]} />
        </Fact>
      </dl>
      <p className="text-xs text-ink-3">{completenessWords(completeness)}</p>
    </Section>
  );
}

function completenessWords(completeness: ProjectRow["completeness"]): string {
  if (completeness === null) return "No numbered event has come yet.";
  const { lastSeq, missing } = completeness;
  const upTo = `complete to event ${lastSeq.toLocaleString()}`;
  return missing === 0 ? `Nothing missed: ${upTo}.` : `${missing.toLocaleString()} missing: otherwise ${upTo}.`;
}
