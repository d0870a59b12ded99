import { useMemo } from "react";
import { findDependents } from "../../contracts/graph/findDependents.ts";
import type { EdgeRow } from "../../contracts/graph.ts";
import { LongList } from "../ui/longList.tsx";
import { Section } from "../ui/section.tsx";

type CardImpactProps = {
  slug: string;
  edges: readonly EdgeRow[];
  nameOf(slug: string): string;
  select(selection: { project: string }): void;
};

/** Whom an outage of this project would touch, and over whom. */
export function CardImpact({ slug, edges, nameOf, select }: CardImpactProps) {
  const touched = useMemo(() => findDependents(edges, slug), [edges, slug]);
  return (
    <Section title="If it fails" aside={touched.length}>
      {touched.length === 0 && <p className="text-ink-3">No other project is known to use it.</p>}
      <LongList key={slug} items={touched} few={8} keyOf={(each) => each.slug} className="-mx-2 flex flex-col">
        {({ slug: other, strength, path }) => (
          <button
            type="button"
            onClick={() => select({ project: other })}
            className="flex min-h-7 w-full items-baseline gap-2 rounded px-2 text-left hover:bg-hover"
          >
            <span className="font-medium">{nameOf(other)}</span>
            <span className="min-w-0 truncate text-xs text-ink-3">
              {path.length > 2 ? `through ${path.slice(1, -1).map(nameOf).join(", ")}` : "directly"}
            </span>
            <span className="ml-auto">{strength.toFixed(2)}</span>
          </button>
        )}
      </LongList>
    </Section>
  );
}
