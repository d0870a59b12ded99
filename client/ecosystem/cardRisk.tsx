import type { RiskPart, RiskScore } from "../../contracts/risk.ts";
import { lengthWords } from "../app/timeWords.ts";
import { Explained } from "../ui/explained.tsx";
import { Meter } from "../ui/meter.tsx";
import { Section } from "../ui/section.tsx";
import { Value } from "../ui/value.tsx";

/** The risk, opened: parts, weights, how much of it is known, and the numbers each part was computed from. */
export function CardRisk({ risk }: { risk: RiskScore }) {
  const weights = risk.parts.reduce((sum, part) => sum + part.weight, 0);
  return (
    <Section title="Risk">
      <p className="flex items-baseline gap-2">
        <span className="text-2xl leading-none font-semibold">
          {risk.total === null ? <span className="text-base text-ink-3">unknown</span> : Math.round(risk.total)}
        </span>
        {risk.total !== null && <span className="text-ink-3">of 100</span>}
        {risk.coverage < 1 && (
          <span className="ml-auto text-ink-2">{Math.round(risk.coverage * 100)} % of the weight is known</span>
        )}
      </p>
      <ul className="flex flex-col gap-3">
        {risk.parts.map((part) => (
          <Part key={part.name} part={part} share={weights === 0 ? 0 : part.weight / weights} />
        ))}
      </ul>
      <Explained title="How it is computed">
        <p>The weighted mean of the parts that are known: 0 is the best, 100 the worst. Formula {risk.version}.</p>
        <p>Security grows with what the last scan found; one critical finding counts as two high ones.</p>
        <p>Compliance is the share of audits that fail; a warning counts half.</p>
        <p>Liveness is 0 online, 50 degraded, 100 offline.</p>
        <p>Freshness is 0 up to 7 days since the last deploy, then grows to 100 at 90 days.</p>
        <p>The weights are in config/policy.yaml.</p>
      </Explained>
    </Section>
  );
}

function Part({ part, share }: { part: RiskPart; share: number }) {
  const ages = part.inputs.flatMap(({ ageSeconds }) => ageSeconds ?? []);
  return (
    <li className="flex flex-col gap-1">
      <div className="grid grid-cols-[1fr_8rem_3.5rem] items-baseline gap-2">
        <span className="font-medium capitalize">{part.name}</span>
        <span className="text-right text-ink-3">
          weight {part.weight} ({Math.round(share * 100)} %)
        </span>
        <span className="text-right font-semibold">
          <Value of={part.value} digits={1} />
        </span>
      </div>
      <Meter value={part.value} max={100} />
      <ul className="text-xs text-ink-3">
        {part.inputs.map((input) => (
          <li key={input.key} className="flex justify-between gap-2">
            <span className="break-all">{inputNames[input.key] ?? input.key}</span>
            <span className="whitespace-nowrap">{inputWords(input.value)}</span>
          </li>
        ))}
        {ages.length > 0 && <li>told {lengthWords(Math.max(...ages))} ago</li>}
      </ul>
    </li>
  );
}

/** What each number is called by people; one that this client does not know keeps its key. */
const inputNames: Readonly<Record<string, string>> = {
  "security.vulnsCritical": "critical findings",
  "security.vulnsHigh": "high findings",
  "audit.ok": "audits that pass",
  "audit.warn": "audits that warn",
  "audit.fail": "audits that fail",
  status: "status",
  "deploy.freshnessDays": "days since the last deploy",
};

function inputWords(value: number | string | null): string {
  if (value === null) return "unknown";
  return typeof value === "number" ? value.toLocaleString(undefined, { maximumFractionDigits: 1 }) : value;
}
