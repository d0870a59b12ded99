import { expect, test } from "bun:test";
import { silenceScopes } from "./silenceScopes.ts";

const matchers = (alert: Parameters<typeof silenceScopes>[0]) => silenceScopes(alert).map(({ matchers }) => matchers);

test("an alert of a project offers its rule there, all of the project, and the rule everywhere", () => {
  expect(matchers({ project: "a", rule: "offline" })).toEqual([
    { project: "a", rule: "offline" },
    { project: "a" },
    { rule: "offline" },
  ]);
});

test("a rule that this client does not know is not sent back", () => {
  expect(matchers({ project: "a", rule: "from-the-future" })).toEqual([{ project: "a" }]);
});

test("an alert of the federation itself offers its rule", () => {
  expect(matchers({ project: null, rule: "blind" })).toEqual([{ rule: "blind" }]);
});
