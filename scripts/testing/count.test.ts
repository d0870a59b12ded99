import { expect, test } from "bun:test";
import { countTests } from "./count.ts";

const report = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bun test" tests="9" assertions="8" failures="1" skipped="3" time="0.02">
  <testsuite name="a.test.ts" file="a.test.ts" tests="6" failures="1" skipped="2"></testsuite>
  <testsuite name="b.test.ts" file="b.test.ts" tests="3" failures="0" skipped="1"></testsuite>
</testsuites>`;

test("takes the totals of a report", () => {
  expect(countTests(report, ["a.test.ts", "b.test.ts"], 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

test("a file that could not be loaded is a failure", () => {
  expect(countTests(report, ["a.test.ts", "b.test.ts", "c.test.ts"], 1).failed).toBe(2);
});

test("a run that ended badly without a failed test is a failure", () => {
  const green = report.replaceAll('failures="1"', 'failures="0"');
  expect(countTests(green, ["a.test.ts", "b.test.ts"], 1)).toEqual({ passed: 6, failed: 1, skipped: 3 });
  expect(countTests(green, ["a.test.ts", "b.test.ts"], 0).failed).toBe(0);
});

test("a run without a report failed whole", () => {
  expect(countTests("", ["a.test.ts", "b.test.ts"], 1)).toEqual({ passed: 0, failed: 2, skipped: 0 });
});
