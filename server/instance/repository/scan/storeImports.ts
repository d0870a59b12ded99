import type { Pool } from "pg";
import { indexFiles } from "../imports/fileIndex.ts";
import { readManifests } from "../imports/readManifests.ts";
import { resolveImports } from "../imports/resolveImports.ts";

const batchSize = 2000;

type Importing = { path: string; language: string | null; specifiers: string[] };

/**
 * Brings the import edges up to date after a scan. A file that came or went can change what unchanged files import,
 * so then all are resolved again, from the specifiers stored at reading; else only those of `changed`.
 */
export async function storeImports(
  pool: Pool,
  options: { root: string; paths: readonly string[]; changed: readonly string[] | "all"; signal?: AbortSignal },
): Promise<void> {
  const { root, paths, changed } = options;
  if (changed.length === 0) return;
  const index = indexFiles(paths, await readManifests(root, paths));
  for (let after = ""; ; ) {
    options.signal?.throwIfAborted();
    const { rows } = await pool.query<Importing>(
      `select path, language, specifiers from "SourceFile"
       where path > $1 and ($2::text[] is null or path = any($2)) order by path limit ${batchSize}`,
      [after, changed === "all" ? null : changed],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    const edges = rows.flatMap((file) => resolveImports(file, index).map((to) => ({ from: file.path, to })));
    await replaceEdges(
      pool,
      rows.map(({ path }) => path),
      edges,
    );
    after = last.path;
  }
}

async function replaceEdges(pool: Pool, from: string[], edges: { from: string; to: string }[]): Promise<void> {
  await pool.query(
    `with wanted as (select * from unnest($2::text[], $3::text[]) n("fromPath", "toPath")),
     gone as (
       delete from "FileImport" i where i."fromPath" = any($1)
         and not exists (select from wanted w where w."fromPath" = i."fromPath" and w."toPath" = i."toPath")
     )
     insert into "FileImport" ("fromPath", "toPath") select * from wanted on conflict do nothing`,
    [from, edges.map((edge) => edge.from), edges.map((edge) => edge.to)],
  );
}
