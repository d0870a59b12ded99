import { checkBoundaries } from "./boundaries/checkBoundaries.ts";
import { Children } from "./testing/children.ts";

/** One static check. `output` says what is wrong, and is empty when nothing is. */
export type CheckResult = { name: string; passed: boolean; output: string; seconds: number };

async function runTool(
  children: Children,
  [tool = "", ...rest]: string[],
): Promise<{ passed: boolean; output: string }> {
  const command = [process.execPath, "x", "--bun", "--no-install", tool, ...rest];
  const { exitCode, output } = await children.run(command, { capture: true });
  return { passed: exitCode === 0, output: exitCode === 0 ? "" : output.trim() };
}

/** Format and lint, types, import boundaries and unused code, at the same time. Finished ones are reported at once. */
export async function runChecks(children: Children, report: (result: CheckResult) => void): Promise<CheckResult[]> {
  const checks = {
    "format and lint": () => runTool(children, ["biome", "check", "--error-on-warnings", "."]),
    types: () => runTool(children, ["tsc", "--project", "."]),
    "import boundaries": async () => {
      const violations = await checkBoundaries();
      return { passed: violations.length === 0, output: violations.join("\n") };
    },
    "unused code": () => runTool(children, ["knip", "--no-progress"]),
  };
  return Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const started = performance.now();
      const result = { name, ...(await check()), seconds: (performance.now() - started) / 1000 };
      report(result);
      return result;
    }),
  );
}

/** One line a check, and below it what is wrong. */
export function printCheck({ name, passed, output, seconds }: CheckResult): void {
  console.log(`${passed ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
  if (output !== "") console.log(output.replace(/^/gm, "       "));
}

if (import.meta.main) {
  const children = new Children();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void children.stop().then(() => process.exit(130)));
  }
  const results = await runChecks(children, printCheck);
  process.exit(results.every(({ passed }) => passed) ? 0 : 1);
}
