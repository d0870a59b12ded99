import type {
  InstanceFile,
  InstanceFolder,
  InstanceGraph,
  InstanceGraphQuery,
} from "../../../../contracts/instance.ts";
import type { InstanceContext } from "../../context.ts";
import { latestScan } from "../scan/latestScan.ts";
import type { ScanProgress } from "../scan/scan.ts";

/** More folders than this are not answered; the first by path are. */
const maxFolders = 10_000;

/** `path` begins with the folder in `$1`; compared as text, so that `_` and `%` in names mean themselves. */
const inFolder = `($1 = '' or starts_with(path, $1 || '/'))`;

/** And nothing but a name follows. */
const directlyIn = `${inFolder} and strpos(substr(path, case $1 when '' then 1 else length($1) + 2 end), '/') = 0`;

const counted = `
  select f.path, f.language, f.size::float8 as size, f.lines, f.skipped,
         coalesce(s.n, 0) as symbols, coalesce(t.n, 0) as tasks
  from "SourceFile" f
  left join (select path, count(*)::int as n from "CodeSymbol" group by path) s using (path)
  left join (select path, count(*)::int as n from "CodeTask" group by path) t using (path)`;

/**
 * The repository as a graph, one page of files at a time; see `instanceGraph`. `progress` is that of a scan under way.
 */
export async function getGraph(
  ctx: InstanceContext,
  query: InstanceGraphQuery,
  progress: ScanProgress | null = null,
): Promise<InstanceGraph> {
  const folder = query.folder.replace(/^\/+|\/+$/g, "");
  const firstPage = query.offset === 0;
  const matches = query.depth === "direct" ? directlyIn : inFolder;
  const { pool } = ctx.db;
  const [scan, counts, total, files, languages, folders] = await Promise.all([
    latestScan(ctx, progress),
    countAll(ctx),
    pool.query<{ n: number }>(`select count(*)::int as n from "SourceFile" where ${matches}`, [folder]),
    pool.query<InstanceFile>(`${counted} where ${matches} order by path limit $2 offset $3`, [
      folder,
      query.limit,
      query.offset,
    ]),
    firstPage ? countLanguages(ctx, folder) : [],
    firstPage ? countFolders(ctx, folder, query.depth) : [],
  ]);
  const paths = files.rows.map(({ path }) => path);
  const imports = await pool.query<{ from: string; to: string }>(
    `select "fromPath" as from, "toPath" as to from "FileImport" where "fromPath" = any($1) order by 1, 2`,
    [paths],
  );
  const end = query.offset + paths.length;
  const matching = total.rows[0]?.n ?? 0;
  return {
    ...{ project: ctx.project.slug, name: ctx.project.name, scan, counts, languages, folders },
    ...{ files: files.rows, imports: imports.rows, total: matching, next: end < matching ? end : null },
  };
}

async function countAll(ctx: InstanceContext): Promise<InstanceGraph["counts"]> {
  const { rows } = await ctx.db.pool.query<InstanceGraph["counts"]>(
    `select count(*)::int as files, coalesce(sum(lines), 0)::float8 as lines,
            (select count(*)::int from "CodeSymbol") as symbols, (select count(*)::int from "CodeTask") as tasks,
            (select count(*)::int from "FileImport") as imports
     from "SourceFile"`,
  );
  return rows[0] ?? { files: 0, lines: 0, symbols: 0, tasks: 0, imports: 0 };
}

async function countLanguages(ctx: InstanceContext, folder: string): Promise<InstanceGraph["languages"]> {
  const { rows } = await ctx.db.pool.query<InstanceGraph["languages"][number]>(
    `select language, count(*)::int as files, sum(lines)::float8 as lines from "SourceFile" where ${inFolder}
     group by language order by lines desc, files desc, language`,
    [folder],
  );
  return rows;
}

/** The folders in a folder, or only those directly in it, each with the sums of what is below it. */
async function countFolders(
  ctx: InstanceContext,
  folder: string,
  depth: InstanceGraphQuery["depth"],
): Promise<InstanceFolder[]> {
  const level = folder === "" ? 1 : folder.split("/").length + 1;
  const { rows } = await ctx.db.pool.query<InstanceFolder>(
    `with files as (select *, string_to_array(path, '/') as parts from (${counted}) f where ${inFolder})
     select array_to_string(parts[1:depth], '/') as path, count(*)::int as files, sum(lines)::float8 as lines,
            sum(symbols)::int as symbols, sum(tasks)::int as tasks
     from files, generate_series(1, cardinality(parts) - 1) depth
     where $2::int is null or depth = $2
     group by 1 order by 1 limit ${maxFolders}`,
    [folder, depth === "direct" ? level : null],
  );
  return rows;
}
