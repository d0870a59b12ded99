import { expect, test } from "bun:test";
import { reconcile } from "./reconcile.ts";
import type { Finding } from "./rules.ts";

const now = new Date("2026-11-20T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const finding: Finding = {
  rule: "offline",
  fingerprint: "offline:veria",
  projectId: 1,
  severity: "critical",
  title: "Veria is offline",
  description: "Offline.",
};
const known = (resolvedAt: Date | null, id = "a") => ({ id, fingerprint: "offline:veria", projectId: 1, resolvedAt });
const plan = (findings: Finding[], alerts: ReturnType<typeof known>[], muted: number[] = []) =>
  reconcile({ findings, known: alerts, muted: new Set(muted), now });

test("a cause raises one alert, and no second while it lasts", () => {
  expect(plan([finding, finding], []).raise).toEqual([finding]);
  expect(plan([finding], [known(null)])).toEqual({ raise: [], reopen: [], resolve: [] });
});

test("a cause that is gone resolves its alert", () => {
  expect(plan([], [known(null)])).toEqual({ raise: [], reopen: [], resolve: ["a"] });
});

test("a cause that returns within 30 min reopens the newest alert of its kind, later it raises another", () => {
  const again = plan([finding], [known(minutesAgo(30), "b"), known(minutesAgo(31), "a")]);
  expect(again).toEqual({ raise: [], reopen: [{ id: "b", finding }], resolve: [] });
  expect(plan([finding], [known(minutesAgo(31))]).raise).toEqual([finding]);
});

test("a muted project is left as it is, both ways", () => {
  expect(plan([finding], [], [1])).toEqual({ raise: [], reopen: [], resolve: [] });
  expect(plan([], [known(null)], [1])).toEqual({ raise: [], reopen: [], resolve: [] });
});
