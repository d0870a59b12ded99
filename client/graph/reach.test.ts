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

test("a chain of a thousand keeps its whole path, and a shortcut that is weaker is not taken", () => {
  const name = (step: number) => `p${String(step).padStart(4, "0")}`;
  const chain = Array.from({ length: 1000 }, (_, step) => ({ from: name(step + 1), to: name(step), strength: 1 }));
  const touched = impact([{ from: name(1000), to: name(0), strength: 0.9 }, ...chain], name(0));
  expect(touched).toHaveLength(1000);
  expect(touched.at(-1)).toMatchObject({ slug: name(1000), strength: 1 });
  expect(touched.at(-1)?.path).toEqual(Array.from({ length: 1001 }, (_, step) => name(step)));
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
