import { resolve } from "node:path";
import { gitFiles } from "./gitFiles.ts";
import { walkFiles } from "./walkFiles.ts";

/** Every file of a working tree, and how they were found. */
export type FileList = { source: "git" | "walk"; paths: string[] };

/** Two paths must fit an index entry of PostgreSQL's, which has at most 2704 bytes. Longer paths are left out. */
const maxPathBytes = 1300;

/**
 * Lists the files of a project: what git tracks under `root`, so that the count is that of `git ls-files`; a submodule
 * is one entry, and so is a symlink. Where git tracks nothing there (no repository, no git, or an untracked
 * folder inside somebody's checkout), every file below it but the usual leftovers.
 *
 * @returns paths relative to `root`, with `/`, sorted by code unit, no duplicates.
 * @throws when `root` cannot be read.
 */
export async function listFiles(root: string, options: { signal?: AbortSignal } = {}): Promise<FileList> {
  const folder = resolve(root);
  const tracked = await gitFiles(folder, options);
  if (tracked !== null && (tracked.paths.length > 0 || tracked.ownsRoot)) {
    return { source: "git", paths: inOrder(tracked.paths) };
  }
  return { source: "walk", paths: inOrder(await walkFiles(folder, options)) };
}

const inOrder = (paths: readonly string[]): string[] =>
  [...new Set(paths)].filter((path) => Buffer.byteLength(path) <= maxPathBytes).sort();
