import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tests = new Bun.Glob("{contracts,client,server,scripts}/**/*.test.{ts,tsx}");
const endToEndTests = new Bun.Glob("e2e/*.e2e.ts");

/** Every test file, from the project's root, in alphabetical order; only those whose path contains `pattern`. */
export function findTestFiles(pattern = ""): { tests: string[]; endToEnd: string[] } {
  const wanted = pattern.replace(/^\.\//, "");
  const find = (glob: Bun.Glob) => [...glob.scanSync({ cwd: root })].filter((path) => path.includes(wanted)).sort();
  return { tests: find(tests), endToEnd: find(endToEndTests) };
}
