import { expect, test } from "bun:test";
import { silenceScopes } from "./silenceScopes.ts";

const scopes = (alert: Parameters<typeof silenceScopes>[0]) => silenceScopes(alert, (slug) => slug.toUpperCase());
const matchers = (alert: Parameters<typeof silenceScopes>[0]) => scopes(alert).map(({ matchers }) => matchers);

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

test("a project is called by its name", () => {
  expect(scopes({ project: "a", rule: "offline" }).map(({ label }) => label)).toEqual([
    '"Offline" of A',
    "everything of A",
    '"Offline" of every project',
  ]);
});
