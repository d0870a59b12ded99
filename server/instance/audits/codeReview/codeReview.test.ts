import { expect, test } from "bun:test";
import { hubConfig } from "../../../../contracts/config.ts";
import { reviewCode } from "./auditCode.ts";
import type { MeasuredFile } from "./measureCode.ts";
import { testedFiles } from "./testedFiles.ts";

const limits = hubConfig.parse({}).audits.codeReview;

function file(path: string, over: Partial<MeasuredFile> = {}): MeasuredFile {
  const symbols = [{ kind: "function" as const, name: "f", line: 1, endLine: 10 }];
  return { path, language: "TypeScript", lines: 100, symbols, tasks: [], ...over };
}

test.each([
  ["src/cart.ts", "src/cart.test.ts"],
  ["src/cart.ts", "src/__tests__/cart.ts"],
  ["shop/cart.py", "tests/test_cart.py"],
  ["cart.go", "cart_test.go"],
  ["src/main/Cart.java", "src/test/CartTest.java"],
  ["lib/cart.rb", "spec/cart_spec.rb"],
])("%s is tested by %s", (source, beside) => {
  const { tested, untested } = testedFiles([file(source), file(beside)]);
  expect([tested.map(({ path }) => path), untested]).toEqual([[source], []]);
});

test.each([
  ["src/cart.ts", "src/order.test.ts"],
  ["src/cart.ts", "other/cart.test.ts"],
])("%s is not tested by %s", (source, elsewhere) => {
  expect(testedFiles([file(source), file(elsewhere)]).untested.map(({ path }) => path)).toEqual([source]);
});

test("a file with tests of its own is tested, and one without functions needs none", () => {
  const own = file("src/lib.rs", {
    symbols: [
      { kind: "test", name: "t", line: 1, endLine: 2 },
      { kind: "function", name: "f", line: 3, endLine: 4 },
    ],
  });
  const types = file("src/types.ts", { symbols: [{ kind: "type", name: "T", line: 1, endLine: 2 }] });
  const { tested, untested } = testedFiles([own, types]);
  expect([tested.length, untested.length]).toEqual([1, 0]);
});

test("what is at a limit is fine, what is over it is a finding", () => {
  const long = { kind: "function" as const, name: "long", line: 5, endLine: 5 + limits.maxFunctionLines };
  const atLimit = { ...long, name: "fine", endLine: 4 + limits.maxFunctionLines };
  const files = [
    file("a.ts", { lines: limits.maxFileLines, symbols: [atLimit] }),
    file("a.test.ts", { symbols: [] }),
    file("b.ts", { lines: limits.maxFileLines + 1, symbols: [long] }),
    file("b.test.ts", { symbols: [] }),
  ];
  const { findings, counts } = reviewCode(files, limits);
  expect(findings.map(({ rule, path, line }) => [rule, path, line])).toEqual([
    ["review/long-file", "b.ts", 1],
    ["review/long-function", "b.ts", 5],
  ]);
  expect(counts).toMatchObject({ files: 4, longFiles: 1, longFunctions: 1, testedFiles: 2, untestedFiles: 0 });
});

test("many tasks and few tests are findings about the whole", () => {
  const tasks = [
    { tag: "TODO" as const, text: "x", line: 1 },
    { tag: "TODO" as const, text: "y", line: 2 },
  ];
  const { findings } = reviewCode([file("a.ts", { tasks })], limits);
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
    ["review/no-test", "info"],
    ["review/task-density", "warn"],
    ["review/tested-share", "warn"],
  ]);
});

test("an empty repository has nothing to be reviewed", () => {
  expect(reviewCode([], limits).findings).toEqual([]);
});
