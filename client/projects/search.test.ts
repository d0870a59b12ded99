import { expect, test } from "bun:test";
import { parseProjectSearch } from "./search.ts";

test("a part of the time is taken from an address only with both ends, in their order", () => {
  const [from, to] = ["2026-11-27T09:00:00.000Z", "2026-11-27T10:00:00.000Z"];
  expect(parseProjectSearch({ span: "7d", from, to })).toEqual({ span: "7d", from, to });
  for (const raw of [{ from }, { to }, { from: to, to: from }, { from, to: "noon" }]) {
    expect(parseProjectSearch({ ...raw, span: "24h" })).toEqual({ span: undefined });
  }
});
