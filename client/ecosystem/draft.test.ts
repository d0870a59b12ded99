import { expect, test } from "bun:test";
import { stillUnderWay } from "./draft.ts";

test("what comes back late of what was typed is known, and does not stand for newer letters", () => {
  expect(stillUnderWay(["v", "ve", "ver"], "ve")).toEqual(["ver"]);
  expect(stillUnderWay(["v", "ve", "ver"], "ver")).toEqual([]);
});

test("a text that came back once, or never was typed here, was set by somebody else", () => {
  const left = stillUnderWay(["v", "ve"], "ve") ?? [];
  expect(stillUnderWay(left, "ve")).toBeNull();
  expect(stillUnderWay(["v"], "")).toBeNull();
});
