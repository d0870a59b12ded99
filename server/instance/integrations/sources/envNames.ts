import { join } from "node:path";
import { readInside } from "../../repository/files/readInside.ts";
import { seenInFile, toHint } from "../hint.ts";
import type { Hint, SourceInput } from "../source.ts";
import { variableStrength } from "../strength.ts";

/** The names that a file of variables gives values to, with their lines. What stands behind `=` is never kept. */
export function variableNames(text: string): { name: string; line: number }[] {
  return text.split("\n").flatMap((line, index) => {
    const name = /^\s*#?\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/.exec(line)?.[1];
    return name === undefined ? [] : [{ name, line: index + 1 }];
  });
}

/**
 * Variables by whose name a secret of another project is handed over; kind secret. Only names are read, from files like
 * `.env.example`; a name that is commented out counts, for that is how an example shows what is optional.
 */
export async function readEnvNames(input: SourceInput<"env-names">): Promise<Hint[]> {
  const { source, root, slug, now } = input;
  const text = await readInside(root, source.path);
  if (text === null) return [];
  const names = variableNames(text);
  const seen = await seenInFile(join(root, source.path), now);
  return Object.entries(source.names).flatMap(([asked, to]) => {
    const found = names.filter(({ name }) => name === asked);
    const [first] = found;
    if (first === undefined) return [];
    const finding = {
      from: slug,
      to,
      kind: "secret" as const,
      strength: variableStrength,
      source: source.source,
      key: asked,
      count: found.length,
      ...seen,
      details: { file: source.path, line: first.line },
    };
    return [toHint(finding, now)];
  });
}
