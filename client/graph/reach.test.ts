import { expect, test } from "bun:test";
import { ranks } from "./reach.ts";

const edges = [
  { from: "shop", to: "payments" },
  { from: "site", to: "shop" },
  { from: "site", to: "payments" },
  { from: "payments", to: "bank" },
];

test("steps are counted in both directions; what is not joined has none", () => {
  const found = ranks([...edges, { from: "x", to: "y" }], "shop");
  expect(Object.fromEntries(found)).toEqual({ shop: 0, payments: 1, site: 1, bank: 2 });
});
