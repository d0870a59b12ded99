import type { FileIndex } from "./fileIndex.ts";
import { resolveEcmascript } from "./resolveEcmascript.ts";
import { resolveGo } from "./resolveGo.ts";
import { resolvePython } from "./resolvePython.ts";

type Resolve = (from: string, specifier: string, files: FileIndex) => string[];

const resolvers: Readonly<Record<string, Resolve>> = {
  Go: resolveGo,
  JavaScript: resolveEcmascript,
  Python: resolvePython,
  TSX: resolveEcmascript,
  TypeScript: resolveEcmascript,
};

/**
 * The files of this repository that a file imports: each once, itself aside. What is not found in the repository
 * (packages, the standard library, generated files) is no edge.
 */
export function resolveImports(
  file: { path: string; language: string | null; specifiers: readonly string[] },
  files: FileIndex,
): string[] {
  const resolve = file.language === null ? undefined : resolvers[file.language];
  if (resolve === undefined) return [];
  const targets = new Set(file.specifiers.flatMap((specifier) => resolve(file.path, specifier, files)));
  targets.delete(file.path);
  return [...targets];
}
