import type { GraphDiff } from "../../../contracts/graph.ts";
import { type SpanName, spanOptions } from "../../app/spans.ts";
import { momentWords } from "../../app/timeWords.ts";
import { LongList } from "../../ui/longList.tsx";
import { FailureNotice } from "../../ui/notice.tsx";
import { Section } from "../../ui/section.tsx";
import { Segments } from "../../ui/segments.tsx";
import { diffWords } from "./diffWords.ts";
import { useDiff } from "./useDiff.ts";

type DiffListProps = {
  span: SpanName;
  /** The moment that is shown; undefined is now. */
  at: string | undefined;
  nameOf(slug: string): string;
  choose(span: SpanName): void;
  select(selection: { project: string } | { edge: string }): void;
};

/** What is different between the moment that is shown and a day, a week or a month before it. */
export function DiffList({ span, at, nameOf, choose, select }: DiffListProps) {
  const { diff, from } = useDiff(span, at);
  return (
    <>
      <div className="flex flex-col gap-3 px-4 py-3.5">
        <Segments label="Since" value={span} options={spanOptions} onChange={choose} />
        <p className="text-ink-3">Since {momentWords(from)}</p>
        {diff.isPending && <div className="skeleton h-6" role="status" aria-label="Comparing" />}
        {diff.isError && <FailureNotice error={diff.error} retry={() => void diff.refetch()} />}
        {diff.data && <p className="font-semibold first-letter:uppercase">{diffWords(diff.data)}.</p>}
      </div>
      {diff.data && <Changes diff={diff.data} nameOf={nameOf} select={select} />}
    </>
  );
}

type Line = { key: string; name: string; change: string; target: { project: string } | { edge: string } };

function Changes({ diff, nameOf, select }: { diff: GraphDiff } & Pick<DiffListProps, "nameOf" | "select">) {
  const project = (slug: string, change: string): Line => ({
    key: slug,
    name: nameOf(slug),
    change,
    target: { project: slug },
  });
  const edge = (
    { id, from, to, kind }: GraphDiff["edgesMoved"][number] | GraphDiff["edgesNew"][number],
    change: string,
  ): Line => ({
    key: id,
    name: `${nameOf(from)} to ${nameOf(to)}`,
    change: `${kind} ${change}`,
    target: { edge: id },
  });
  const risk = (value: number | null) => (value === null ? "unknown" : String(Math.round(value)));
  const groups: [title: string, lines: Line[]][] = [
    ["Status", diff.statuses.map(({ slug, before, after }) => project(slug, `${before}, now ${after}`))],
    ["Risk", diff.risks.map(({ slug, before, after }) => project(slug, `${risk(before)}, now ${risk(after)}`))],
    ["New projects", diff.added.map((slug) => project(slug, ""))],
    ["Projects gone", diff.removed.map((slug) => project(slug, ""))],
    ["New edges", diff.edgesNew.map((each) => edge(each, each.strength.toFixed(2)))],
    ["Edges gone", diff.edgesGone.map((each) => edge(each, `was ${each.strength.toFixed(2)}`))],
    [
      "Edges stronger or weaker",
      diff.edgesMoved.map((each) =>
        edge(each, `${each.before.strength.toFixed(2)}, now ${each.after.strength.toFixed(2)}`),
      ),
    ],
  ];
  return groups.map(([title, lines]) =>
    lines.length === 0 ? null : (
      <Section key={title} title={title} aside={lines.length}>
        <LongList items={lines} few={20} keyOf={({ key }) => key} className="-mx-2 flex flex-col">
          {({ name, change, target }) => (
            <button
              type="button"
              onClick={() => select(target)}
              className="flex min-h-7 w-full items-baseline justify-between gap-3 rounded px-2 text-left hover:bg-hover"
            >
              <span className="min-w-0 truncate font-medium">{name}</span>
              <span className="whitespace-nowrap text-ink-2">{change}</span>
            </button>
          )}
        </LongList>
      </Section>
    ),
  );
}
