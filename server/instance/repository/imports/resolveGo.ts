import type { FileIndex } from "./fileIndex.ts";

/** A package of more files than this gives no edges beyond: it would only blacken the map. */
const maxFilesOfPackage = 50;

/** Resolves an import of Go: a package is a folder, so the importing file depends on each of that folder's files. */
export function resolveGo(_from: string, specifier: string, files: FileIndex): string[] {
  for (const [module, folder] of files.goModules) {
    if (specifier !== module && !specifier.startsWith(`${module}/`)) continue;
    const inside = specifier.slice(module.length + 1);
    const found = files.goPackage([folder, inside].filter(Boolean).join("/"));
    if (found.length > 0) return found.slice(0, maxFilesOfPackage);
  }
  return [];
}
