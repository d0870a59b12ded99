import type { Dirent } from "node:fs";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** What tools leave behind or download: never part of a project's own work. */
export const ignoredFolders: ReadonlySet<string> = new Set([
  ...[".git", ".hg", ".svn", ".jj"],
  ...["node_modules", "bower_components", "vendor", "Pods", ".venv", "venv", ".tox", ".nox", "__pycache__", ".eggs"],
  ...["dist", "build", "out", "target", "coverage", "htmlcov", ".next", ".nuxt", ".svelte-kit", ".output", ".turbo"],
  ...[
    ".cache",
    ".parcel-cache",
    ".gradle",
    ".idea",
    ".vs",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".terraform",
  ],
  ...[".data", "DerivedData", "bin-int", "obj"],
]);

const ignoredNames: ReadonlySet<string> = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

/** A tree of more files than this is not a project; the rest is left out. */
const maxFiles = 500_000;

/**
 * Every file below a folder, but for `ignoredFolders`. Symlinks are entries of their own and never followed, so a loop
 * cannot hold it. A nested repository is one entry, as a submodule is to git. Folders that cannot be read are passed by.
 *
 * @throws when the folder itself cannot be read.
 */
export async function walkFiles(folder: string, options: { signal?: AbortSignal } = {}): Promise<string[]> {
  const paths: string[] = [];
  const waiting = [""];
  for (let at = waiting.pop(); at !== undefined && paths.length < maxFiles; at = waiting.pop()) {
    options.signal?.throwIfAborted();
    for (const entry of await entriesOf(join(folder, at), at === "")) {
      const path = at === "" ? entry.name : `${at}/${entry.name}`;
      if (!entry.isDirectory()) {
        if (!ignoredNames.has(entry.name)) paths.push(path);
      } else if (existsSync(join(folder, path, ".git"))) {
        paths.push(path);
      } else if (!ignoredFolders.has(entry.name)) {
        waiting.push(path);
      }
    }
  }
  return paths;
}

async function entriesOf(folder: string, isRoot: boolean): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (thrown) {
    if (isRoot) throw thrown;
    return [];
  }
}
