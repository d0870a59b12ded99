import type { FileIndex } from "./fileIndex.ts";
import { expandAliases } from "./pathAliases.ts";
import { folderOf, within } from "./paths.ts";

const extensions = ["ts", "tsx", "d.ts", "mts", "cts", "js", "jsx", "mjs", "cjs", "json", "vue", "svelte", "css"];

/** TypeScript is imported by the name it will have when compiled. */
const sourceOfCompiled: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".d.ts"],
  ".jsx": [".tsx"],
  ".mjs": [".mts", ".d.mts"],
  ".cjs": [".cts", ".d.cts"],
};

/**
 * Resolves an import of JavaScript or TypeScript as bundlers do: relative, by `paths` of a tsconfig.json, or by the name of
 * a package of this workspace. Packages from elsewhere are none of our files.
 */
export function resolveEcmascript(from: string, specifier: string, files: FileIndex): string[] {
  for (const target of targets(from, specifier.replace(/[?#].*$/, ""), files)) {
    for (const path of candidates(target)) if (files.has(path)) return [path];
  }
  return [];
}

function* targets(from: string, specifier: string, files: FileIndex): Generator<string> {
  if (/^\.{1,2}(\/|$)/.test(specifier)) {
    const target = within(folderOf(from), specifier);
    if (target !== null) yield target;
    return;
  }
  yield* expandAliases(from, specifier, files.pathAliases);
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? "";
  const found = files.npmPackages.get(name);
  if (found === undefined) return;
  const inside = specifier.slice(name.length + 1);
  for (const entry of inside === "" ? found.entries : [inside, `src/${inside}`]) {
    const target = within(found.folder, entry);
    if (target !== null) yield target;
  }
}

function* candidates(target: string): Generator<string> {
  yield target;
  const compiled = /\.[cm]?jsx?$/.exec(target)?.[0];
  for (const extension of (compiled && sourceOfCompiled[compiled]) ?? []) {
    yield target.slice(0, -(compiled?.length ?? 0)) + extension;
  }
  for (const extension of extensions) yield `${target}.${extension}`;
  for (const extension of extensions) yield target === "" ? `index.${extension}` : `${target}/index.${extension}`;
}
