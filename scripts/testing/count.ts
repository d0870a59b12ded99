/** How many tests passed, failed and were skipped. */
export type TestCount = { passed: number; failed: number; skipped: number };

export const noTests: TestCount = { passed: 0, failed: 0, skipped: 0 };

export const addCounts = (a: TestCount, b: TestCount): TestCount => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

function attribute(element: string, name: string): number {
  const value = new RegExp(`\\s${name}="(\\d+)"`).exec(element)?.[1];
  if (value === undefined) throw new Error(`The test report has no ${name}: ${element}`);
  return Number(value);
}

/**
 * Counts a JUnit report. A file that could not even be loaded is not in the report: it counts as one failure, and so
 * does a run that failed for any other reason without a failed test.
 */
export function countTests(report: string, files: readonly string[], exitCode: number): TestCount {
  const total = /<testsuites[^>]*>/.exec(report)?.[0];
  if (total === undefined) return { ...noTests, failed: Math.max(1, files.length) };
  const reported = new Set([...report.matchAll(/<testsuite\s[^>]*?\sfile="([^"]*)"/g)].map(([, file]) => file));
  const unloaded = files.filter((file) => !reported.has(file)).length;
  const skipped = attribute(total, "skipped");
  const failedTests = attribute(total, "failures");
  const failed = failedTests + unloaded;
  return {
    passed: attribute(total, "tests") - failedTests - skipped,
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped,
  };
}
