import { z } from "zod";
import { parseLoose } from "./parseLoose.ts";
import { folderOf } from "./paths.ts";

/** A package that lives in this repository: its folder, and where it may begin, the likeliest first. */
export type NpmPackage = { folder: string; entries: readonly string[] };

const manifest = z.object({
  name: z.string().min(1),
  exports: z.unknown(),
  source: z.string().optional().catch(undefined),
  types: z.string().optional().catch(undefined),
  module: z.string().optional().catch(undefined),
  main: z.string().optional().catch(undefined),
});

/** The packages of a workspace, by name, from the text of each `package.json` by its path. */
export function npmPackagesIn(manifests: ReadonlyMap<string, string>): Map<string, NpmPackage> {
  const packages = new Map<string, NpmPackage>();
  for (const [path, text] of manifests) {
    if (!path.endsWith("package.json")) continue;
    const parsed = manifest.safeParse(parseLoose(text));
    if (!parsed.success || packages.has(parsed.data.name)) continue;
    const { name, source, types, module, main, exports } = parsed.data;
    const named = [source, ...exportedAs(exports), types, module, main].filter((entry) => entry !== undefined);
    // What is published is often compiled from `src` and not in the repository.
    const compiled = named.map((entry) => entry.replace(/^(\.\/)?(dist|lib|build|out)\//, "src/"));
    packages.set(name, { folder: folderOf(path), entries: [...named, ...compiled, "src/index", "index"] });
  }
  return packages;
}

/** The files that `exports` gives for the package itself, whatever the condition. */
function exportedAs(exports: unknown, depth = 0): string[] {
  if (typeof exports === "string") return [exports];
  if (typeof exports !== "object" || exports === null || depth > 3) return [];
  if ("." in exports) return exportedAs(exports["."], depth + 1);
  return Object.entries(exports).flatMap(([key, value]) => (key.startsWith(".") ? [] : exportedAs(value, depth + 1)));
}
