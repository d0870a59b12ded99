import { join } from "node:path";
import { manifestFormat } from "../../manifests/formats.ts";
import { readInside } from "../../repository/files/readInside.ts";
import { seenInFile, toHint } from "../hint.ts";
import type { Hint, SourceInput } from "../source.ts";
import { dependencyStrength } from "../strength.ts";

/** A version range is shown as it is written; an address may carry a token, so only that it is one. */
const shownRange = (range: string) => (/:\/\/|@/.test(range) ? "an address" : range.slice(0, 200));

/**
 * Dependencies on packages that another project publishes; kind shared-schema. Read from every `package.json`,
 * `pyproject.toml`, `requirements.txt`, `go.mod` and `Cargo.toml`; one hint a package and manifest.
 */
export async function readManifests(input: SourceInput<"manifest">): Promise<Hint[]> {
  const { source, root, slug, now } = input;
  const hints: Hint[] = [];
  for (const file of await input.files()) {
    const format = manifestFormat(file);
    const text = format === null ? null : await readInside(root, file);
    const manifest = text === null ? null : (format?.parse(text) ?? null);
    for (const [asked, to] of manifest === null ? [] : Object.entries(source.packages)) {
      const found = manifest?.dependencies.filter(({ name }) => format?.names(name, asked)) ?? [];
      const [first] = found;
      if (first === undefined) continue;
      const development = found.every((dependency) => dependency.development);
      const finding = {
        from: slug,
        to,
        kind: "shared-schema" as const,
        strength: dependencyStrength(development),
        source: source.source,
        key: `${file}#${asked}`,
        count: found.length,
        ...(await seenInFile(join(root, file), now)),
        details: { file, line: first.line, package: first.name, range: shownRange(first.range), development },
      };
      hints.push(toHint(finding, now));
    }
  }
  return hints;
}
