import { fileURLToPath } from "node:url";
import { findCycles } from "./findCycles.ts";
import { readSource, type Source } from "./readSource.ts";
import { importRules, mayReadEnvironment } from "./rules.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = new Bun.Glob("{contracts,client,server,scripts,e2e}/**/*.{ts,tsx}");

/** What one file does that the rules of the house refuse, as `path:line: what, why`. */
export function violationsOf(path: string, { imports, environmentReads }: Source): string[] {
  const violations: string[] = [];
  for (const found of imports) {
    for (const rule of importRules) {
      if (rule.from.test(path) && rule.refuses(found)) {
        violations.push(`${path}:${found.line}: imports ${found.to}, but ${rule.reason}`);
      }
    }
  }
  if (!mayReadEnvironment.test(path)) {
    for (const { line } of environmentReads) {
      violations.push(`${path}:${line}: reads the environment, but only server/platform/env.ts may`);
    }
  }
  return violations;
}

/** Checks every source file of the project. Empty when all is well. */
export async function checkBoundaries(): Promise<string[]> {
  const paths = [...sources.scanSync({ cwd: root })].map((path) => path.replaceAll("\\", "/")).sort();
  const perFile = await Promise.all(
    paths.map(async (path) => ({ path, source: readSource(path, await Bun.file(root + path).text()) })),
  );
  return [
    ...perFile.flatMap(({ path, source }) => violationsOf(path, source)),
    ...findCycles(perFile.flatMap(({ source }) => source.imports)),
  ];
}
