import { z } from "zod";
import { parseLoose } from "./parseLoose.ts";
import { folderOf, within } from "./paths.ts";

/** What `paths` of a `tsconfig.json` lets the files below its folder write. `*` splits a pattern into two. */
export type PathAlias = { folder: string; prefix: string; suffix: string; exact: boolean; targets: readonly string[] };

const text = z.string().optional().catch(undefined);
const config = z.object({
  extends: z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([]),
  compilerOptions: z
    .object({ baseUrl: text, paths: z.record(z.string(), z.array(z.string())).optional().catch(undefined) })
    .catch({}),
});

/**
 * What holds of a configuration with what it extends. `baseUrl` is a path from the root, and so is what `paths` is
 * written from.
 */
type Options = {
  baseUrl: string | null;
  paths: { from: string; entries: [pattern: string, targets: string[]][] } | null;
};

const nothing: Options = { baseUrl: null, paths: null };

/** Deeper chains are loops. */
const maxDepth = 10;

/** Reads one configuration over those it extends, the last of which wins. Packages that are extended are not looked into. */
function optionsOf(path: string, manifests: ReadonlyMap<string, string>, depth = 0): Options {
  const parsed = config.safeParse(parseLoose(manifests.get(path) ?? ""));
  if (!parsed.success || depth > maxDepth) return nothing;
  const folder = folderOf(path);
  const { baseUrl, paths } = parsed.data.compilerOptions;
  let options = nothing;
  for (const base of parsed.data.extends.filter((written) => written.startsWith("."))) {
    const at = within(folder, base);
    const file = at === null ? undefined : [at, `${at}.json`].find((each) => manifests.has(each));
    if (file === undefined) continue;
    const inherited = optionsOf(file, manifests, depth + 1);
    options = { baseUrl: inherited.baseUrl ?? options.baseUrl, paths: inherited.paths ?? options.paths };
  }
  return {
    baseUrl: baseUrl === undefined ? options.baseUrl : within(folder, baseUrl),
    paths: paths === undefined ? options.paths : { from: folder, entries: Object.entries(paths) },
  };
}

/** The aliases of every `tsconfig.json` and `jsconfig.json` and what those extend, those of the deepest folders first. */
export function pathAliasesIn(manifests: ReadonlyMap<string, string>): PathAlias[] {
  const aliases: PathAlias[] = [];
  for (const path of manifests.keys()) {
    if (!/(^|\/)[jt]sconfig\.json$/.test(path)) continue;
    const { baseUrl, paths } = optionsOf(path, manifests);
    const folder = folderOf(path);
    for (const [pattern, written] of paths?.entries ?? []) {
      const [prefix = "", suffix = ""] = pattern.split("*");
      const from = baseUrl ?? paths?.from ?? folder;
      const targets = written.map((target) => within(from, target)).filter((target) => target !== null);
      aliases.push({ folder, prefix, suffix, exact: !pattern.includes("*"), targets });
    }
  }
  const depth = ({ folder }: PathAlias) => (folder === "" ? 0 : folder.split("/").length);
  return aliases.sort((a, b) => depth(b) - depth(a) || b.prefix.length - a.prefix.length);
}

/** The paths that a specifier in a file can mean by the aliases that hold there; without extensions, as written. */
export function* expandAliases(from: string, specifier: string, aliases: readonly PathAlias[]): Generator<string> {
  for (const { folder, prefix, suffix, exact, targets } of aliases) {
    if (folder !== "" && !from.startsWith(`${folder}/`)) continue;
    if (exact ? specifier !== prefix : !specifier.startsWith(prefix) || !specifier.endsWith(suffix)) continue;
    const middle = exact ? "" : specifier.slice(prefix.length, specifier.length - suffix.length);
    for (const target of targets) yield target.replace("*", () => middle);
  }
}
