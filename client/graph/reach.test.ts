import { expect, test } from "bun:test";
import { impact, ranks } from "./reach.ts";

const edges = [
  { from: "shop", to: "payments", strength: 0.5 },
  { from: "site", to: "shop", strength: 0.8 },
  { from: "site", to: "payments", strength: 0.1 },
  { from: "payments", to: "bank", strength: 1 },
];

test("an outage reaches those who use a project, over the strongest path", () => {
  expect(impact(edges, "payments")).toEqual([
    { slug: "shop", strength: 0.5, path: ["payments", "shop"] },
    { slug: "site", strength: 0.4, path: ["payments", "shop", "site"] },
  ]);
  expect(impact(edges, "site")).toEqual([]);
});

test("a circle of projects ends", () => {
  const circle = [
    { from: "a", to: "b", strength: 1 },
    { from: "b", to: "a", strength: 1 },
  ];
  expect(impact(circle, "a").map(({ slug }) => slug)).toEqual(["b"]);
});

test("steps are counted in both directions; what is not joined has none", () => {
  const found = ranks([...edges, { from: "x", to: "y" }], "shop");
  expect(Object.fromEntries(found)).toEqual({ shop: 0, payments: 1, site: 1, bank: 2 });
});
