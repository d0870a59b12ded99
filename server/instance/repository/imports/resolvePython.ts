import type { FileIndex } from "./fileIndex.ts";
import { folderOf, within } from "./paths.ts";

/**
 * Resolves an import of Python: `pkg.mod`, or `pkg.mod name` for `from pkg.mod import name`, where the name may be a
 * module itself. An absolute import is looked for beside the importing file and in each folder above it, nearest
 * first (one of them is what the program runs in), then in `src` and `lib`.
 */
export function resolvePython(from: string, specifier: string, files: FileIndex): string[] {
  const [module = "", member] = specifier.split(" ");
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const parts = module.slice(dots).split(".").filter(Boolean);
  for (const base of dots > 0 ? relativeBase(from, dots) : absoluteBases(from)) {
    const found =
      (member === undefined ? null : moduleAt(base, [...parts, ...member.split(".")], files)) ??
      moduleAt(base, parts, files);
    if (found !== null && found !== from) return [found];
  }
  return [];
}

function relativeBase(from: string, dots: number): string[] {
  const base = within(folderOf(from), ...Array<string>(dots - 1).fill(".."), ".");
  return base === null ? [] : [base];
}

function* absoluteBases(from: string): Generator<string> {
  for (let folder = folderOf(from); folder !== ""; folder = folderOf(folder)) yield folder;
  yield* ["", "src", "lib"];
}

function moduleAt(base: string, parts: readonly string[], files: FileIndex): string | null {
  const path = [base, ...parts].filter(Boolean).join("/");
  const places = path === "" ? ["__init__.py"] : [`${path}.py`, `${path}/__init__.py`, `${path}.pyi`];
  return places.find((place) => files.has(place)) ?? null;
}
