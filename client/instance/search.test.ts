import { expect, test } from "bun:test";
import { parseInstanceSearch } from "./search.ts";

test("a deep link says what to open; what it does not know is left out", () => {
  const link = { file: "/src/a.ts", audit: "0199", text: "", view: "globe", folder: ["src/", "other"], extra: "1" };
  expect(parseInstanceSearch(link)).toEqual({ file: "src/a.ts", audit: "0199", folder: "src" });
});

test("the open folders are kept as they were written, and that none is", () => {
  expect(parseInstanceSearch({ open: "src//src/a" })).toEqual({ open: "src//src/a" });
  expect(parseInstanceSearch({ open: "." })).toEqual({ open: "." });
});
