import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import type { EdgeRow, EvidenceRow } from "../../contracts/graph.ts";
import { useApi } from "../app/api.ts";
import { useTheme } from "../app/theme.tsx";
import { Ago } from "../app/timely.tsx";
import { palettes } from "../graph/palette.ts";
import { edgeQuery } from "../live/queries.ts";
import { Button } from "../ui/button.tsx";
import { Explained } from "../ui/explained.tsx";
import { Meter } from "../ui/meter.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Section } from "../ui/section.tsx";
import { EdgeStrength } from "./edgeStrength.tsx";

const standings = {
  declared: "A person declared it in projects.yaml; the two ends do not both report it.",
  claimed: "One of the two ends reports it.",
  confirmed: "Both ends report it.",
  contradicted: "What a person declared and what the ends see do not agree.",
} as const;

type EdgeCardProps = { edge: EdgeRow; nameOf(slug: string): string; select(selection: { project: string }): void };

/** One integration: how strong it is now, who vouches for it, and every proof with its age. */
export function EdgeCard({ edge, nameOf, select }: EdgeCardProps) {
  const palette = palettes[useTheme().name];
  const card = useQuery(edgeQuery(useApi(), edge.id));
  return (
    <>
      <div className="flex flex-col gap-3 px-4 py-3.5">
        <div className="flex flex-wrap items-center gap-2">
          <Button onClick={() => select({ project: edge.from })}>{nameOf(edge.from)}</Button>
          <ArrowRight className="size-4 shrink-0 text-ink-3" aria-label="to" />
          <Button onClick={() => select({ project: edge.to })}>{nameOf(edge.to)}</Button>
        </div>
        <div className="flex items-baseline justify-between gap-2">
          <span className="font-medium">
            <span
              aria-hidden="true"
              className="mr-2 inline-block h-0.5 w-3.5 rounded align-middle"
              style={{ background: palette.kind[edge.kind] }}
            />
            {edge.kind}
          </span>
          <span className="text-ink-2">
            strength <span className="font-semibold text-ink">{edge.strength.toFixed(2)}</span> now
          </span>
        </div>
        <Meter value={edge.strength} max={1} />
        <p className="text-ink-2">
          <span className="font-medium capitalize text-ink">{edge.standing}</span>. {standings[edge.standing]}
          {edge.dormant && " Its proofs have aged so far that it is dormant: the map hides it unless asked."}
        </p>
        <p className="text-ink-3">
          Last proof <Ago at={edge.lastSeenAt} />.
        </p>
        <Explained title="How strength is computed">
          <p>
            Each proof has a weight. What an end reports loses half of it
            {card.data ? ` in ${card.data.halfLifeDays} days` : " in each half-life"}; what a person declared does not
            age.
          </p>
          <p>Proofs add up as independent witnesses do: two of 0.6 make 0.84.</p>
        </Explained>
      </div>
      <EdgeStrength key={edge.id} id={edge.id} />
      <Section title="Proofs" aside={card.data?.evidence.length}>
        {card.isPending && <div className="skeleton h-16" />}
        {card.isError && <FailureNotice error={card.error} retry={() => void card.refetch()} />}
        <ul className="flex flex-col gap-4">
          {card.data?.evidence.map((proof) => (
            <Proof key={`${proof.reporter} ${proof.source} ${proof.proofKey}`} proof={proof} nameOf={nameOf} />
          ))}
        </ul>
      </Section>
    </>
  );
}

function Proof({ proof, nameOf }: { proof: EvidenceRow; nameOf(slug: string): string }) {
  const reporter = proof.reporter === "config" ? "projects.yaml" : nameOf(proof.reporter);
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <span className="font-medium">{proof.source}</span>
        <span className="text-ink-3">from {reporter}</span>
      </div>
      <code className="text-xs break-all text-ink-2">{proof.proofKey}</code>
      <Meter value={proof.agedWeight} max={1} />
      <div className="flex flex-wrap justify-between gap-x-3 text-xs text-ink-3">
        <span>
          weight {proof.agedWeight.toFixed(2)}
          {proof.agedWeight.toFixed(2) !== proof.weight.toFixed(2) && `, ${proof.weight.toFixed(2)} when seen`}
        </span>
        <span>
          seen {proof.count.toLocaleString()} ×, last <Ago at={proof.lastSeenAt} />
        </span>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-xs text-ink-3">
        {Object.entries(proof.details).map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{nameWords(name)}</dt>
            <dd className="wrap-anywhere text-ink-2">{detailWords(value)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** The name of a detail as words: "seen in" for `seenIn`. */
const nameWords = (name: string): string => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What a proof says, in one line: lists by their parts, and only what is nested deeper as it came. */
function detailWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(detailWords).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
