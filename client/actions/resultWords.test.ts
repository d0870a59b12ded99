import { expect, test } from "bun:test";
import { resultWords } from "./resultWords.ts";

test("an audit that was done and found something says so in words", () => {
  expect(resultWords({ status: "fail", counts: { vulnsCritical: 2 } })).toBe("the audit fails");
  expect(resultWords({ status: "ok" })).toBe("the audit is fine");
});

test("numbers are named, what is nested or missing is left out, and an outcome of a newer hub keeps its own word", () => {
  expect(resultWords({ events: 12 })).toBe("12 events");
  expect(resultWords({ status: "odd", events: 3 })).toBe("odd · 3 events");
  expect(resultWords(undefined)).toBe("");
});
