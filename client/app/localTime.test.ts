import { expect, test } from "bun:test";
import { inLocalTime } from "./localTime.ts";

test("a moment in an alert is told on the reader's clock, over midnight too", () => {
  const told = inLocalTime("Offline since 22:30 UTC on 2026-11-20, which is long.", "Asia/Tokyo");
  expect(told).toStartWith("Offline since 07:30 on ");
  expect(told).toContain("21");
  expect(told).toEndWith(", which is long.");
  expect(told).not.toContain("UTC");
});

test("so is one that is written as programs write it", () => {
  const told = inLocalTime("Offline. It will be tried until 2026-11-20T22:30:01.787Z.", "Asia/Tokyo");
  expect(told).toStartWith("Offline. It will be tried until 07:30 on ");
  expect(told).not.toContain("787");
});

test("a text without a moment stays as it is", () => {
  expect(inLocalTime("UTC is a time zone; 12:30 is lunch.")).toBe("UTC is a time zone; 12:30 is lunch.");
});
