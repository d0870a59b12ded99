import { posix } from "node:path";

/** What resolving imports needs to know of a repository: its files, and Go's modules with their folders. */
export type FileIndex = {
  has(path: string): boolean;
  /** The `.go` files of a folder that belong to its package, tests aside. */
  goPackage(folder: string): readonly string[];
  /** Folder of each `go.mod` by the module's name. */
  goModules: ReadonlyMap<string, string>;
};

/** Builds the index of a list of paths, relative to the root. `goMods` is the text of each `go.mod` by its path. */
export function indexFiles(paths: readonly string[], goMods: ReadonlyMap<string, string>): FileIndex {
  const known = new Set(paths);
  const packages = new Map<string, string[]>();
  for (const path of paths) {
    if (!path.endsWith(".go") || path.endsWith("_test.go")) continue;
    const folder = folderOf(path);
    const files = packages.get(folder);
    if (files === undefined) packages.set(folder, [path]);
    else files.push(path);
  }
  const goModules = new Map<string, string>();
  for (const [path, text] of goMods) {
    const name = /^\s*module\s+"?([^\s"]+)/m.exec(text)?.[1];
    if (name !== undefined) goModules.set(name, folderOf(path));
  }
  return { has: (path) => known.has(path), goPackage: (folder) => packages.get(folder) ?? [], goModules };
}

/** The folder of a path, `""` for the root. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === "." ? "" : folder;
}

/** Joins and normalises; null where the result lies outside of the root. */
export function within(...parts: string[]): string | null {
  const joined = posix.normalize(posix.join(...parts));
  if (joined === "." || joined === "./") return "";
  return joined.startsWith("..") || joined.startsWith("/") ? null : joined.replace(/\/$/, "");
}
