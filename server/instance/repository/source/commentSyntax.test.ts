import { expect, test } from "bun:test";
import { findComments } from "./commentSyntax.ts";
import { extractTasks } from "./extractTasks.ts";

const tasksIn = (text: string, language: string) => extractTasks(findComments(text, language)).map(({ line }) => line);

test("only comments are looked at, by the marks of the language", () => {
  expect(tasksIn("# TODO: a\nkey: TODO:b # FIXME: c\nurl: http://x#TODO: d\n", "YAML")).toEqual([1, 2]);
  expect(tasksIn("TODO: not marked\n<!-- TODO: marked -->\n", "Markdown")).toEqual([2]);
  expect(tasksIn("select 1; -- TODO: a\n/*\nFIXME: b\n*/ select 'TODO: c';\n", "SQL")).toEqual([1, 3]);
});

test("a block goes on to its end and no further", () => {
  expect(tasksIn("<!--\nTODO: in\n-->\nTODO: out\n<!-- x --> TODO: out\n", "HTML")).toEqual([2, 5]);
});

test("a language without known marks has no comments", () => {
  expect(findComments("// TODO: a\n# TODO: b\n", "JSON")).toEqual([]);
  expect(findComments("// TODO: a\n", null)).toEqual([]);
});
