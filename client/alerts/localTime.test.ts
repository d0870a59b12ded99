import { expect, test } from "bun:test";
import { inLocalTime } from "./localTime.ts";

test("a moment in an alert is told on the reader's clock, over midnight too", () => {
  const told = inLocalTime("Offline since 22:30 UTC on 2026-11-20, which is long.", "Asia/Tokyo");
  expect(told).toStartWith("Offline since 07:30 on ");
  expect(told).toContain("21");
  expect(told).toEndWith(", which is long.");
  expect(told).not.toContain("UTC");
});

test("a text without a moment stays as it is", () => {
  expect(inLocalTime("UTC is a time zone; 12:30 is lunch.")).toBe("UTC is a time zone; 12:30 is lunch.");
});
