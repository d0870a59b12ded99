import { expect, test } from "bun:test";
import { startInput } from "../../../../contracts/actions.ts";
import { describeDifference, type HashedTarget, hashPlan } from "./planHash.ts";

const plan: HashedTarget[] = [
  { slug: "veria", code: "r" },
  { slug: "performia", code: "a" },
  { slug: "rollizr", code: "o" },
];
const sweep = "fed.audit.security.sweep";
const hash = hashPlan(sweep, plan);
const changed = (slug: string, code: HashedTarget["code"]) =>
  plan.map((target) => (target.slug === slug ? { slug, code } : target));

test("a plan has one hash, in whatever order its projects come", () => {
  expect(hashPlan(sweep, plan.toReversed())).toBe(hash);
  expect(startInput.shape.planHash.safeParse(hash).success).toBe(true);
});

test("another action, project or decision has another hash", () => {
  const others = [
    hashPlan("fed.refresh.summaries", plan),
    hashPlan(sweep, plan.slice(1)),
    hashPlan(sweep, changed("rollizr", "r")),
    hashPlan(sweep, [...plan.slice(1), { slug: "verib", code: "r" }]),
  ];
  expect(new Set([hash, ...others]).size).toBe(5);
});

test("what has changed is said by name, or by number where the projects are others", () => {
  expect(describeDifference(hash, changed("rollizr", "r"))).toBe("Now rollizr runs.");
  expect(describeDifference(hash, changed("performia", "i"))).toBe("Now performia is refused by its own hub.yaml.");
  expect(describeDifference(hash, plan.slice(1))).toBe("It had 3 projects, it now has 2.");
  expect(
    describeDifference(hash, [{ slug: "atlas", code: "a" }, ...plan.filter(({ slug }) => slug !== "performia")]),
  ).toBe("Other projects are in it now.");
  const many = Array.from({ length: 9 }, (_, index): HashedTarget => ({ slug: `p${index}`, code: "r" }));
  const gone = many.map(({ slug }): HashedTarget => ({ slug, code: "o" }));
  expect(describeDifference(hashPlan(sweep, many), gone)).toEndWith("p4 is offline, and 4 more differ.");
});
