import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Children } from "./children.ts";
import { countTests, noTests, type TestCount } from "./count.ts";

type Run = {
  children: Children;
  /** Relative to the project's folder. */
  files: readonly string[];
  environment: Record<string, string>;
  /** Of one test, in milliseconds. */
  timeoutMs: number;
  /** How many processes share the files. Each loads a module once, not once a file, which was a third of all their work. */
  parallel: number;
  preload?: string;
  /** Keeps what is written until the end, so that it does not mix with that of another run. */
  quiet?: boolean;
};

/** Runs test files with `bun test`, shows what it writes, and counts. */
export async function runTests({
  children,
  files,
  environment,
  timeoutMs,
  parallel,
  preload,
  quiet = false,
}: Run): Promise<TestCount> {
  if (files.length === 0) return noTests;
  const folder = await mkdtemp(join(tmpdir(), "fed-test-report-"));
  const report = join(folder, "report.xml");
  try {
    const { exitCode, output } = await children.run(
      [
        // Whatever a test has started ends with it, also when the test process is killed.
        ...[process.execPath, "--no-orphans", "test", `--timeout=${timeoutMs}`],
        ...["--reporter=junit", `--reporter-outfile=${report}`],
        ...(parallel > 1 ? [`--parallel=${parallel}`, "--parallel-delay=0", "--no-isolate"] : []),
        ...(preload === undefined ? [] : [`--preload=./${preload}`]),
        ...files.map((file) => `./${file}`),
      ],
      { environment, capture: quiet },
    );
    if (quiet) console.log(output.trim());
    const file = Bun.file(report);
    return countTests((await file.exists()) ? await file.text() : "", files, exitCode);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
