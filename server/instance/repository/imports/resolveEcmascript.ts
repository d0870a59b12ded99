import { type FileIndex, folderOf, within } from "./fileIndex.ts";

const extensions = ["ts", "tsx", "d.ts", "mts", "cts", "js", "jsx", "mjs", "cjs", "json", "vue", "svelte", "css"];

/** TypeScript is imported by the name it will have when compiled. */
const sourceOfCompiled: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".d.ts"],
  ".jsx": [".tsx"],
  ".mjs": [".mts", ".d.mts"],
  ".cjs": [".cts", ".d.cts"],
};

/** Resolves a relative import of JavaScript or TypeScript as bundlers do; names of packages are none of our files. */
export function resolveEcmascript(from: string, specifier: string, files: FileIndex): string[] {
  if (!/^\.{1,2}(\/|$)/.test(specifier)) return [];
  const target = within(folderOf(from), specifier.replace(/[?#].*$/, ""));
  if (target === null) return [];
  const found = candidates(target).find((path) => files.has(path));
  return found === undefined ? [] : [found];
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
