import type { PoolClient } from "pg";
import { numberArray, textArray } from "../arrayLiteral.ts";
import { type Cell, type GroupFact, isNewer, type SummaryGroup, summaryColumns } from "./toSummary.ts";

/** What a batch says about one project, the newest fact of each group. */
type ProjectFacts = Partial<Record<SummaryGroup, Cell[]>>;

const groups = Object.entries(summaryColumns).map(([group, columns]) => ({
  group: group as SummaryGroup,
  columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
}));
type Column = (typeof groups)[number]["columns"][number];

const arrayType = { moment: "float8[]", count: "bigint[]", json: "text[]" } as const;

const selected = ({ name, type }: Column): string => {
  if (type === "moment") return `to_timestamp("${name}" / 1000)`;
  return type === "json" ? `"${name}"::jsonb` : `"${name}"`;
};

/** A column as it is compared: unknown is less than any value. */
const compared = (row: string, { name, type }: Column): string => {
  if (type === "moment") return `coalesce(${row}."${name}", '-infinity')`;
  return type === "json" ? `coalesce(${row}."${name}"::text, '') collate "C"` : `coalesce(${row}."${name}", -1)`;
};

function buildUpsert(): string {
  const all = groups.flatMap(({ columns }) => columns);
  const names = all.map(({ name }) => `"${name}"`).join(", ");
  const newer = ({ columns }: (typeof groups)[number]) =>
    `(${columns.map((column) => compared("excluded", column)).join(", ")})
     > (${columns.map((column) => compared("held", column)).join(", ")})`;
  const assignments = groups.flatMap((entry) =>
    entry.columns.map(
      ({ name }) => `"${name}" = case when ${newer(entry)} then excluded."${name}" else held."${name}" end`,
    ),
  );
  return `
insert into "ProjectSummary" as held ("projectId", ${names})
select "projectId", ${all.map(selected).join(", ")}
from unnest($1::int[], ${all.map(({ type }, index) => `$${index + 2}::${arrayType[type]}`).join(", ")})
  as fact ("projectId", ${names})
on conflict ("projectId") do update set ${assignments.join(",\n  ")}
where ${groups.map(newer).join("\n   or ")}
returning "projectId"`;
}

const upsert = buildUpsert();

/**
 * Stores what the summaries of a batch say, in one statement. Each group of columns has its own moment: a late event
 * moves only a group that it is newer than.
 *
 * @returns the projects whose row changed.
 */
export async function recordSummaries(
  client: PoolClient,
  facts: readonly (GroupFact & { projectId: number })[],
): Promise<number[]> {
  if (facts.length === 0) return [];
  const byProject = new Map<number, ProjectFacts>();
  for (const { projectId, group, cells } of facts) {
    const known = byProject.get(projectId) ?? {};
    const held = known[group];
    if (held === undefined || isNewer(cells, held)) known[group] = cells;
    byProject.set(projectId, known);
  }
  // Sorted: every writer locks rows in the same order, so two batches never wait for each other.
  const rows = [...byProject].sort(([a], [b]) => a - b);
  const values = groups.flatMap(({ group, columns }) =>
    columns.map(({ type }, index) => {
      const cells = rows.map(([, known]) => known[group]?.[index] ?? null);
      return type === "json"
        ? textArray(cells.map((cell) => (cell === null ? null : String(cell))))
        : numberArray(cells.map((cell) => (typeof cell === "number" ? cell : null)));
    }),
  );
  const result = await client.query<{ projectId: number }>({
    name: "record-summaries",
    text: upsert,
    values: [numberArray(rows.map(([projectId]) => projectId)), ...values],
  });
  return result.rows.map((row) => row.projectId);
}
