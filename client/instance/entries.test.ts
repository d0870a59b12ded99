import { expect, test } from "bun:test";
import { entriesOf } from "./entries.ts";

const numbers = { lines: 1, symbols: 0, tasks: 0 };
const file = (path: string, skipped: string | null = null) => ({
  path,
  language: "TypeScript",
  size: 1,
  skipped,
  ...numbers,
});
const folder = (path: string) => ({ path, files: 1, ...numbers });
const graph = {
  folders: [folder("src"), folder("src/ledger"), folder("docs"), folder("src2")],
  files: [file("readme.md"), file("src/a.ts"), file("src/ledger/b.ts"), file("big.bin", "too large")],
};

test("a folder holds what is directly in it, folders first", () => {
  expect(entriesOf(graph, "").map(({ name }) => name)).toEqual(["docs", "src", "src2", "big.bin", "readme.md"]);
  expect(entriesOf(graph, "src").map(({ name }) => name)).toEqual(["ledger", "a.ts"]);
});

test("a file that was not read says why", () => {
  const big = entriesOf(graph, "").find(({ name }) => name === "big.bin");
  expect(big).toMatchObject({ kind: "file", note: "not read: too large" });
});
