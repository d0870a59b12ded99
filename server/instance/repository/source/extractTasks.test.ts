import { expect, test } from "bun:test";
import fc from "fast-check";
import { extractTasks, taskTags } from "./extractTasks.ts";

const one = (text: string) => extractTasks([{ text, line: 1 }]).map((task) => `${task.line} ${task.tag} ${task.text}`);

test("a tag at the start of a comment's line is a task, whatever marks the comment", () => {
  for (const comment of [
    "// TODO: mend it",
    "//! TODO mend it",
    "# TODO(ann): mend it",
    "/* TODO - mend it */",
    "<!-- TODO: mend it -->",
    "-- TODO: mend it",
    "; TODO: mend it",
    "% TODO: mend it",
    "{{!-- TODO: mend it",
    "(* TODO: mend it",
    "\t# - TODO: mend it  \r",
  ]) {
    expect([comment, one(comment)]).toEqual([comment, ["1 TODO mend it"]]);
  }
});

test("within a line a tag counts where a colon or a name follows, and never in lower case or inside a word", () => {
  expect(one("// Slow. FIXME: index it")).toEqual(["1 FIXME index it"]);
  expect(one("// Slow, HACK(bob) for now")).toEqual(["1 HACK for now"]);
  expect(one("// cached, @planned: evict")).toEqual(["1 planned evict"]);
  for (const comment of [
    "// see the TODO list",
    "// todo: no",
    "// TODOS: no",
    "// AUTODO: no",
    "// TODO_LIST: no",
    "// me@spec.org",
  ]) {
    expect([comment, one(comment)]).toEqual([comment, []]);
  }
});

test("each line of a block comment is a task of its own", () => {
  expect(one("/**\n * TODO: first\n *\n * @spec second\n */")).toEqual(["2 TODO first", "4 spec second"]);
});

test("what looks like a key is masked in a task's text", () => {
  expect(one("# TODO: rotate AKIAABCDEFGHIJ234567 soon")).toEqual(["1 TODO rotate ••• soon"]);
});

const plainText = fc.stringMatching(/^[a-z][a-z ,.]{0,40}[a-z]$/);
const tagged = fc.record({
  tag: fc.constantFrom(...taskTags),
  text: plainText,
  owner: fc.option(fc.stringMatching(/^[a-z]{1,8}$/)),
});

test("every task written is found again, on its line, with its tag and text", () => {
  const lines = fc.array(fc.oneof(tagged, plainText), { minLength: 1, maxLength: 30 });
  const markers = fc.constantFrom("// ", "# ", " * ", "-- ");
  fc.assert(
    fc.property(lines, markers, fc.nat(1000), (written, marker, start) => {
      const spelled = written.map((line) => {
        if (typeof line === "string") return marker + line;
        const tag = line.tag === "planned" || line.tag === "spec" ? `@${line.tag}` : line.tag;
        return `${marker}${tag}${line.owner === null ? "" : `(${line.owner})`}: ${line.text}`;
      });
      const expected = written.flatMap((line, index) =>
        typeof line === "string" ? [] : [{ tag: line.tag, text: line.text, line: start + index }],
      );
      expect(extractTasks([{ text: spelled.join("\n"), line: start }])).toEqual(expected);
    }),
  );
});

test("whatever a comment holds, a task is on one of its lines, in one line, and bounded", () => {
  const noise = fc.string({ unit: "grapheme", maxLength: 300 });
  const pieces = fc.array(fc.oneof(noise, fc.constantFrom("TODO", "FIXME:", "\n", "@spec", "/*", "*/", "(")), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join(" ");
      const lines = text.split("\n").length;
      for (const task of extractTasks([{ text, line: 1 }])) {
        expect(task.line >= 1 && task.line <= lines).toBe(true);
        expect(task.text.includes("\n")).toBe(false);
        expect(task.text.length).toBeLessThanOrEqual(500);
      }
    }),
  );
});
