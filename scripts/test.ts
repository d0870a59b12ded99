import { parseArgs } from "node:util";
import { findChromium, howToGetBrowser } from "../e2e/harness/browser.ts";
import { messageOf, UserError } from "../server/platform/errors.ts";
import { buildClient } from "./build.ts";
import { printCheck, runChecks } from "./check.ts";
import { Children } from "./testing/children.ts";
import { addCounts, noTests, type TestCount } from "./testing/count.ts";
import { findTestFiles } from "./testing/findTestFiles.ts";
import { runTests } from "./testing/runTests.ts";
import { startTestServers, type TestServers } from "./testing/servers.ts";
import { splitEvenly } from "./testing/splitEvenly.ts";

const usage = `bun run test                       checks, tests and end-to-end tests
bun run test --no-e2e              the same without a browser
bun scripts/test.ts --only <text>  only test files whose path contains <text>, without the checks
`;

const endToEndProcesses = 2;

const children = new Children();
let servers: Promise<TestServers> | undefined;

async function stopEverything(): Promise<void> {
  await children.stop();
  await (await servers)?.stop();
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void stopEverything().finally(() => process.exit(130)));
}

/** Runs one step under a heading, and says how long it took. A step that throws is one failure. */
async function step(name: string, run: () => Promise<TestCount>): Promise<TestCount> {
  console.log(`\n== ${name}`);
  const started = performance.now();
  let count: TestCount;
  try {
    count = await run();
  } catch (thrown) {
    console.log(thrown instanceof UserError || !(thrown instanceof Error) ? messageOf(thrown) : thrown.stack);
    count = { ...noTests, failed: 1 };
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`-- ${name}: ${count.failed === 0 ? "ok" : `${count.failed} failed`}, ${seconds} s`);
  return count;
}

async function runAll({ only, e2e }: { only?: string; e2e: boolean }): Promise<TestCount> {
  const files = findTestFiles(only);
  const endToEnd = e2e ? files.endToEnd : [];
  if (files.tests.length + endToEnd.length === 0) throw new UserError(`No test file's path contains "${only}".`);
  // Started beside the first steps; awaited, and its failure told, where it is first needed.
  servers = startTestServers();
  servers.catch(() => {});

  let total = noTests;
  if (only === undefined) {
    const checks = await step("Checks", async () => {
      const results = await runChecks(children, printCheck);
      return { ...noTests, failed: results.filter(({ passed }) => !passed).length };
    });
    total = addCounts(total, checks);
  }
  // Side by side: an end-to-end test mostly waits, for a silence or for a page. The last ones show what they wrote at
  // their end.
  const runs = [
    ...(files.tests.length > 0 ? [step("Tests", () => runTestFiles(files.tests))] : []),
    ...(endToEnd.length > 0
      ? [step("End-to-end tests", () => runEndToEnd(endToEnd, { quiet: files.tests.length > 0 }))]
      : []),
  ];
  return (await Promise.all(runs)).reduce(addCounts, total);
}

async function runTestFiles(files: string[]): Promise<TestCount> {
  const { environment } = await (servers ?? startTestServers());
  return runTests({ children, files, environment, timeoutMs: 30_000, parallel: 2 });
}

/** In a browser. Without one they are skipped, which on CI is a failure. */
async function runEndToEnd(files: string[], { quiet }: { quiet: boolean }): Promise<TestCount> {
  if ((await findChromium()) === null) {
    console.log(`SKIPPED ${files.join(", ")}: ${howToGetBrowser}`);
    return process.env.CI === "true" ? { ...noTests, failed: files.length } : { ...noTests, skipped: files.length };
  }
  await buildClient();
  const { environment } = await (servers ?? startTestServers());
  // The files of one process share one system and one browser. Two processes, since these tests mostly wait.
  const weighed = files.map((path) => ({ path, weight: Bun.file(path).size }));
  const groups = splitEvenly(weighed, endToEndProcesses);
  const how = { children, environment, timeoutMs: 120_000, parallel: 1, preload: "e2e/harness/preload.ts" };
  const counts = await Promise.all(
    groups.map((group) => runTests({ ...how, files: group, quiet: quiet || groups.length > 1 })),
  );
  return counts.reduce(addCounts, noTests);
}

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    e2e: { type: "boolean", default: true },
    help: { type: "boolean", short: "h", default: false },
  },
  allowNegative: true,
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const total = await runAll(values).finally(stopEverything);
console.log(`\ntests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);
