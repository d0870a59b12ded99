import { join } from "node:path";
import picomatch from "picomatch";
import { readInside } from "../../repository/files/readInside.ts";
import { seenInFile, toHint } from "../hint.ts";
import { schemaWords } from "../schemaWords.ts";
import type { Hint, SourceInput } from "../source.ts";
import { referenceStrength } from "../strength.ts";

/** Of the files that the globs match, so many are read each time. */
const maxFiles = 5000;

type Seen = { files: Set<string>; count: number; file: string; line: number };

/**
 * References to schemas that another project owns; kind shared-schema. In each file that a glob matches, `$ref`,
 * `$schema` and `$id` (a copy of another's schema) are compared with the beginnings in `ids`; the longest wins.
 * One hint a beginning.
 */
export async function readSchemaRefs(input: SourceInput<"schema-refs">): Promise<Hint[]> {
  const { source, root, slug, now } = input;
  const matches = picomatch(source.globs, { dot: true });
  const prefixes = Object.keys(source.ids).sort((a, b) => b.length - a.length);
  const seen = new Map<string, Seen>();
  const files = (await input.files()).filter((name) => matches(name));
  if (files.length > maxFiles) input.log.warn("integrations.schemas-cut", { found: files.length, read: maxFiles });
  for (const file of files.slice(0, maxFiles)) {
    const text = await readInside(root, file);
    for (const { value, line } of text === null ? [] : schemaWords(text)) {
      const prefix = prefixes.find((start) => value.startsWith(start));
      if (prefix === undefined) continue;
      const known = seen.get(prefix) ?? { files: new Set(), count: 0, file, line };
      known.count += 1;
      known.files.add(file);
      seen.set(prefix, known);
    }
  }
  return Promise.all(
    [...seen].map(async ([prefix, { files, count, file, line }]) => {
      const finding = {
        from: slug,
        to: source.ids[prefix] ?? slug,
        kind: "shared-schema" as const,
        strength: referenceStrength(count),
        source: source.source,
        key: prefix,
        count,
        ...(await seenInFile(join(root, file), now)),
        details: { file, line, files: files.size },
      };
      return toHint(finding, now);
    }),
  );
}
