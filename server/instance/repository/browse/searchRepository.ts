import {
  type InstanceSearchQuery,
  type InstanceSearchResult,
  instanceSearchResult,
} from "../../../../contracts/instance.ts";
import type { InstanceContext } from "../../context.ts";

/** `$1` with what `like` would take for a pattern taken literally. */
const literally = `replace(replace(replace(lower($1), '\\', '\\\\'), '%', '\\%'), '_', '\\_')`;
const contains = (column: string) => `lower(${column}) like '%' || ${literally} || '%'`;

/** Names that are the words, then those that begin with them, then the others; the shortest first. */
const bestFirst = (name: string) =>
  `lower(${name}) <> lower($1), not starts_with(lower(${name}), lower($1)), length(${name}), path`;

const fileName = `regexp_replace(path, '^.*/', '')`;

/**
 * Files whose path, symbols whose name, and tasks whose text holds the words, without regard to case.
 */
export async function searchRepository(
  ctx: InstanceContext,
  { text, limit }: InstanceSearchQuery,
): Promise<InstanceSearchResult> {
  const find = async (columns: string, table: string, column: string, order: string) => {
    const { rows } = await ctx.db.pool.query<{ total: number }>(
      `select ${columns}, count(*) over ()::int as total from "${table}" where ${contains(column)}
       order by ${order} limit $2`,
      [text, limit],
    );
    return { rows, total: rows[0]?.total ?? 0 };
  };
  const [files, symbols, tasks] = await Promise.all([
    find("path, language", "SourceFile", "path", bestFirst(fileName)),
    find("path, kind, name, line", "CodeSymbol", "name", `${bestFirst("name")}, line`),
    find("path, tag, text, line", "CodeTask", "text", "path, line"),
  ]);
  return instanceSearchResult.parse({
    ...{ files: files.rows, symbols: symbols.rows, tasks: tasks.rows },
    totals: { files: files.total, symbols: symbols.total, tasks: tasks.total },
  });
}
