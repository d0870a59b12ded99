import { z } from "zod";
import { parseLoose } from "./parseLoose.ts";
import { folderOf, within } from "./paths.ts";

/** What `paths` of a `tsconfig.json` lets the files below its folder write. `*` splits a pattern into two. */
export type PathAlias = { folder: string; prefix: string; suffix: string; exact: boolean; targets: readonly string[] };

const config = z.object({
  compilerOptions: z.object({
    baseUrl: z.string().optional().catch(undefined),
    paths: z.record(z.string(), z.array(z.string())),
  }),
});

/**
 * The aliases of every `tsconfig.json` and `jsconfig.json`, those of the deepest folders first. What a configuration
 * extends is not looked at.
 */
export function pathAliasesIn(manifests: ReadonlyMap<string, string>): PathAlias[] {
  const aliases: PathAlias[] = [];
  for (const [path, text] of manifests) {
    if (!path.endsWith("config.json")) continue;
    const parsed = config.safeParse(parseLoose(text));
    if (!parsed.success) continue;
    const { baseUrl = ".", paths } = parsed.data.compilerOptions;
    const folder = folderOf(path);
    for (const [pattern, written] of Object.entries(paths)) {
      const [prefix = "", suffix = ""] = pattern.split("*");
      const targets = written.map((target) => within(folder, baseUrl, target)).filter((target) => target !== null);
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
