import { expect, test } from "bun:test";
import { UserError } from "../../server/platform/errors.ts";
import { parseFlags } from "./flags.ts";

test("without arguments it starts the configured projects and opens the browser", () => {
  expect(parseFlags([])).toEqual({ paths: [], port: undefined, open: true, reset: false, force: false, help: false });
});

test("paths and flags mix in any order, with or without the separator", () => {
  const expected = { paths: ["../a", "../b"], port: 5600, open: false, reset: true, force: true, help: false };
  expect(parseFlags(["--", "../a", "--port", "5600", "../b", "--no-open", "--reset", "--force"])).toEqual(expected);
  expect(parseFlags(["--reset", "--force", "--no-open", "../a", "../b", "--port=5600"])).toEqual(expected);
});

test.each([["--port 0"], ["--port 65536"], ["--port 54x"], ["--prot 1"], ["--no-open=yes"]])(
  "%p is refused with a message that says what is right",
  (line) => {
    expect(() => parseFlags(line.split(" "))).toThrow(UserError);
  },
);
