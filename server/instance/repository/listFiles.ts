import { resolve } from "node:path";
import { gitFiles } from "./gitFiles.ts";
import { walkFiles } from "./walkFiles.ts";

/** Every file of a working tree, and how they were found. */
export type FileList = { source: "git" | "walk"; paths: string[] };

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
    return { source: "git", paths: [...new Set(tracked.paths)].sort() };
  }
  return { source: "walk", paths: (await walkFiles(folder, options)).sort() };
}
