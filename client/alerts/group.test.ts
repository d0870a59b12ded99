import { expect, test } from "bun:test";
import { alert } from "../testing/rows.ts";
import { groupAlerts } from "./group.ts";

const at = (hour: number) => `2026-01-01T0${hour}:00:00.000Z`;
const alerts = [
  alert({ id: "1", project: "a", severity: "warning", rule: "offline", createdAt: at(3) }),
  alert({ id: "2", project: "b", severity: "critical", rule: "offline", createdAt: at(1) }),
  alert({ id: "3", project: "a", severity: "critical", rule: "security-spike", createdAt: at(2), silenced: true }),
  alert({ id: "4", project: null, severity: "info", rule: "from-the-future", createdAt: at(4) }),
];
const shape = (by: "project" | "rule") =>
  groupAlerts(alerts, by, (slug) => `Project ${slug}`).map(({ title, alerts }) => [
    title,
    alerts.map(({ id }) => id).join(" "),
  ]);

test("by project, the group with the gravest alert comes first, and what is silenced last", () => {
  expect(shape("project")).toEqual([
    ["Project b", "2"],
    ["Project a", "1 3"],
    ["The federation itself", "4"],
  ]);
});

test("by rule, a rule that this client does not know keeps its own name", () => {
  expect(shape("rule")).toEqual([
    ["Offline", "2 1"],
    ["from-the-future", "4"],
    ["Security findings rose", "3"],
  ]);
});

test("what many projects have at once is one group; what they have besides, and what is over, stays with each", () => {
  const slugs = ["a", "b", "c", "d", "e"];
  const outage = slugs.map((slug) => alert({ id: `outage ${slug}`, project: slug, severity: "critical" }));
  const own = alert({ id: "own", project: "a", rule: "degraded" });
  const past = slugs.map((slug) => alert({ id: `past ${slug}`, project: slug, rule: "flapping", status: "resolved" }));
  const groups = (alerts: Parameters<typeof groupAlerts>[0]) =>
    groupAlerts(alerts, "project", (slug) => slug).map(({ title, project, alerts }) => [title, project, alerts.length]);
  expect(groups([...outage, own])).toEqual([
    ["Offline: 5 projects", null, 5],
    ["a", "a", 1],
  ]);
  expect(groups(outage.slice(1))).toHaveLength(4);
  expect(groups(past)).toHaveLength(5);
});
