import { expect, test } from "bun:test";
import { type TargetRow, targetState } from "../../contracts/actions.ts";
import { groupTargets } from "./groupTargets.ts";

const target = (slug: string, state: TargetRow["state"], status = "ok"): TargetRow => ({
  ...{ slug, state, result: { status }, attempts: 1, actionId: "a", updatedAt: "2026-11-20T12:00:00.000Z" },
});

test("what failed comes first, however late its name; steps that no project is in are left out", () => {
  const groups = groupTargets([
    target("a", "completed"),
    target("b", "sent"),
    target("y", "expired"),
    target("z", "failed"),
    target("c", "completed", "fail"),
  ]);
  expect(groups.map(({ step, targets }) => [step.label, targets.map(({ slug }) => slug)])).toEqual([
    ["Failed", ["y", "z"]],
    ["Completed, needs a look", ["c"]],
    ["Waiting", ["b"]],
    ["Completed", ["a"]],
  ]);
});

test("no state is in none of the groups, or in two", () => {
  const all = targetState.options.map((state) => target(state, state));
  const grouped = groupTargets(all).flatMap(({ targets }) => targets.map(({ slug }) => slug));
  expect(grouped.toSorted()).toEqual(targetState.options.toSorted());
});
