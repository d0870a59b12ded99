import { type NpmPackage, npmPackagesIn } from "./npmPackages.ts";
import { type PathAlias, pathAliasesIn } from "./pathAliases.ts";
import { folderOf } from "./paths.ts";

/** What resolving imports needs to know of a repository: its files, and what names of modules mean in it. */
export type FileIndex = {
  has(path: string): boolean;
  /** The `.go` files of a folder that belong to its package, tests aside. */
  goPackage(folder: string): readonly string[];
  /** Folder of each `go.mod` by the module's name. */
  goModules: ReadonlyMap<string, string>;
  npmPackages: ReadonlyMap<string, NpmPackage>;
  pathAliases: readonly PathAlias[];
};

/** Builds the index of a list of paths, relative to the root. `manifests` is the text of each manifest by its path. */
export function indexFiles(paths: readonly string[], manifests: ReadonlyMap<string, string>): FileIndex {
  const known = new Set(paths);
  const packages = new Map<string, string[]>();
  for (const path of paths) {
    if (!path.endsWith(".go") || path.endsWith("_test.go")) continue;
    const folder = folderOf(path);
    const files = packages.get(folder);
    if (files === undefined) packages.set(folder, [path]);
    else files.push(path);
  }
  return {
    has: (path) => known.has(path),
    goPackage: (folder) => packages.get(folder) ?? [],
    goModules: goModulesIn(manifests),
    npmPackages: npmPackagesIn(manifests),
    pathAliases: pathAliasesIn(manifests),
  };
}

function goModulesIn(manifests: ReadonlyMap<string, string>): Map<string, string> {
  const modules = new Map<string, string>();
  for (const [path, text] of manifests) {
    const name = path.endsWith("go.mod") ? /^\s*module\s+"?([^\s"]+)/m.exec(text)?.[1] : undefined;
    if (name !== undefined) modules.set(name, folderOf(path));
  }
  return modules;
}
