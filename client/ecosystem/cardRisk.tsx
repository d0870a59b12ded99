import type { RiskPart, RiskScore } from "../../contracts/risk.ts";
import { lengthWords } from "../app/timeWords.ts";
import { Meter } from "../ui/meter.tsx";
import { Section } from "../ui/section.tsx";
import { Value } from "../ui/value.tsx";

/** The risk, opened: parts, weights, how much of it is known, and the numbers each part was computed from. */
export function CardRisk({ risk }: { risk: RiskScore }) {
  const weights = risk.parts.reduce((sum, part) => sum + part.weight, 0);
  return (
    <Section title="Risk" aside={`formula ${risk.version}`}>
      <p className="flex items-baseline gap-2">
        <span className="text-2xl leading-none font-semibold">
          {risk.total === null ? <span className="text-base text-ink-3">unknown</span> : Math.round(risk.total)}
        </span>
        {risk.total !== null && <span className="text-ink-3">of 100</span>}
        <span className="ml-auto text-ink-2">{Math.round(risk.coverage * 100)} % of the weight is known</span>
      </p>
      <ul className="flex flex-col gap-3">
        {risk.parts.map((part) => (
          <Part key={part.name} part={part} share={weights === 0 ? 0 : part.weight / weights} />
        ))}
      </ul>
    </Section>
  );
}

function Part({ part, share }: { part: RiskPart; share: number }) {
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <span className="font-medium capitalize">{part.name}</span>
        <span className="text-ink-3">
          weight {part.weight} ({Math.round(share * 100)} %)
        </span>
        <span className="w-16 text-right font-semibold">
          <Value of={part.value} digits={1} />
        </span>
      </div>
      <Meter value={part.value} max={100} />
      <ul className="text-xs text-ink-3">
        {part.inputs.map((input) => (
          <li key={input.key} className="flex justify-between gap-2">
            <span className="break-all">{input.key}</span>
            <span className="whitespace-nowrap">
              {inputWords(input.value)}
              {input.ageSeconds !== null && ` · ${lengthWords(input.ageSeconds)} old`}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function inputWords(value: number | string | null): string {
  if (value === null) return "unknown";
  return typeof value === "number" ? value.toLocaleString(undefined, { maximumFractionDigits: 1 }) : value;
}
