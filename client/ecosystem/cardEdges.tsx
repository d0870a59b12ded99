import { ArrowLeft, ArrowRight } from "lucide-react";
import { useMemo } from "react";
import type { EdgeRow } from "../../contracts/graph.ts";
import { LongList } from "../ui/longList.tsx";
import { Meter } from "../ui/meter.tsx";
import { Section } from "../ui/section.tsx";

type CardEdgesProps = {
  slug: string;
  edges: readonly EdgeRow[];
  nameOf(slug: string): string;
  select(selection: { edge: string }): void;
};

/** The integrations of one project, the strongest first; each opens into its proofs. */
export function CardEdges({ slug, edges, nameOf, select }: CardEdgesProps) {
  const own = useMemo(
    () => edges.filter(({ from, to }) => from === slug || to === slug).sort((a, b) => b.strength - a.strength),
    [edges, slug],
  );
  return (
    <Section title="Integrations" aside={own.length}>
      {own.length === 0 && <p className="text-ink-3">No integration with another project has been seen.</p>}
      <LongList key={slug} items={own} few={8} keyOf={({ id }) => id} className="-mx-2 flex flex-col">
        {(edge) => {
          const outward = edge.from === slug;
          const other = nameOf(outward ? edge.to : edge.from);
          const Arrow = outward ? ArrowRight : ArrowLeft;
          return (
            <button
              type="button"
              onClick={() => select({ edge: edge.id })}
              className="flex w-full flex-col gap-1.5 rounded px-2 py-1.5 text-left hover:bg-hover"
            >
              <span className="flex items-center gap-1.5">
                <Arrow className="size-3.5 shrink-0 text-ink-3" aria-label={outward ? "to" : "from"} />
                <span className="truncate font-medium">{other}</span>
                <span className="ml-auto whitespace-nowrap text-ink-3">
                  {edge.kind} · {edge.dormant ? "dormant" : edge.standing}
                </span>
                <span className="w-8 text-right font-medium">{edge.strength.toFixed(2)}</span>
              </span>
              <Meter value={edge.strength} max={1} />
            </button>
          );
        }}
      </LongList>
    </Section>
  );
}
