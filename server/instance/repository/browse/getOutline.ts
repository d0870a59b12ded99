import type { InstanceOutline, InstanceOutlineQuery, OutlineNode } from "../../../../contracts/instance.ts";
import type { InstanceContext } from "../../context.ts";

/** Of an open folder, so many of its own files are nodes, those with the most symbols; the others are one node together. */
const maxFilesPerFolder = 300;

/**
 * A table `outline` of what each file is drawn as: the topmost folder above it that is not open (`$1`), or itself, or,
 * behind the 300 first of its folder, `<folder>/*`. A folder is open only where those above it are.
 */
const outline = `
  with recursive
  cut(path, name, at, parent, rest) as (
    select path, split_part(path, '/', 1), 1, '', strpos(path, '/') > 0 from "SourceFile"
    union all
    select path, name || '/' || split_part(path, '/', at + 1), at + 1, name,
           strpos(substr(path, length(name) + 2), '/') > 0
    from cut where rest and name = any($1)
  ),
  ends as (select * from cut where not (rest and name = any($1))),
  counted as (
    select f.path, f.language, f.lines, f.skipped, ends.name, ends.parent, ends.rest as folder,
           coalesce(s.n, 0) as symbols, coalesce(t.n, 0) as tasks
    from "SourceFile" f join ends using (path)
    left join (select path, count(*)::int as n from "CodeSymbol" group by path) s using (path)
    left join (select path, count(*)::int as n from "CodeTask" group by path) t using (path)
  ),
  ranked as (
    select *, row_number() over (partition by parent, folder order by symbols desc, path) as rank from counted
  ),
  outline as materialized (
    select *, case when folder or rank <= ${maxFilesPerFolder} then name
                   when parent = '' then '*' else parent || '/*' end as id
    from ranked
  )`;

/** A repository of at most this many files is shown whole, unless it is said what to open. */
const smallFiles = 150;

/** Every folder of a small repository, none of a large one. */
async function openAtFirst(ctx: InstanceContext): Promise<string[]> {
  const files = await ctx.db.prisma.sourceFile.findMany({ select: { path: true }, take: smallFiles + 1 });
  return files.length > smallFiles ? [] : [...new Set(files.flatMap(({ path }) => foldersAbove(path)))];
}

/** `a/b/c.ts` is below `a` and `a/b`. */
function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/**
 * The repository as far as its folders are opened, with the imports summed up between what is seen: few nodes, however
 * many files. Folders to open that do not exist, or stand below a closed one, are as if they were not named.
 */
export async function getOutline(ctx: InstanceContext, query: InstanceOutlineQuery): Promise<InstanceOutline> {
  const { pool } = ctx.db;
  const open = [...(query.open ?? (await openAtFirst(ctx))), ...foldersAbove(query.show ?? "")];
  const [leaves, imports] = await Promise.all([
    pool.query<OutlineNode>(
      `${outline}
       select id, parent, case when bool_or(folder) then 'folder' when count(*) > 1 or bool_or(id <> name) then 'rest'
                               else 'file' end as kind,
              case when count(*) = 1 and not bool_or(folder) then min(language) end as language,
              case when count(*) = 1 and not bool_or(folder) then min(skipped) end as skipped,
              count(*)::int as files, sum(lines)::float8 as lines,
              sum(symbols)::int as symbols, sum(tasks)::int as tasks
       from outline group by id, parent order by id`,
      [open],
    ),
    pool.query<InstanceOutline["imports"][number]>(
      `${outline}
       select a.id as from, b.id as to, count(*)::int as count
       from "FileImport" i join outline a on a.path = i."fromPath" join outline b on b.path = i."toPath"
       where a.id <> b.id group by 1, 2 order by 1, 2`,
      [open],
    ),
  ]);
  return { nodes: [...openFolders(leaves.rows), ...leaves.rows], imports: imports.rows };
}

/** The open folders above the leaves, each with the sums of what is in it; the root is always there. */
function openFolders(leaves: readonly OutlineNode[]): OutlineNode[] {
  const open = new Map<string, OutlineNode>();
  const add = (id: string, leaf: OutlineNode | null) => {
    const empty = { files: 0, lines: 0, symbols: 0, tasks: 0 };
    const before = open.get(id) ?? {
      ...{ id, kind: "open", parent: id === "" ? null : parentOf(id), language: null, skipped: null },
      ...empty,
    };
    const { files, lines, symbols, tasks } = leaf ?? empty;
    open.set(id, {
      ...before,
      files: before.files + files,
      lines: before.lines + lines,
      symbols: before.symbols + symbols,
      tasks: before.tasks + tasks,
    });
  };
  add("", null);
  for (const leaf of leaves) {
    for (let folder = leaf.parent; folder !== null; folder = folder === "" ? null : parentOf(folder)) add(folder, leaf);
  }
  return [...open.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
