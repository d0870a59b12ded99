import { expect, test } from "bun:test";
import { alert } from "../testing/rows.ts";
import { alertNews } from "./news.ts";

const offline = alert({ id: "1", title: "Veria is offline" });

test("an alert is told when it begins to want attention, and not again", () => {
  expect(alertNews([], [offline])).toBe("New alert: Veria is offline.");
  expect(alertNews([offline], [{ ...offline, description: "Still." }])).toBe("");
  expect(alertNews([offline], [{ ...offline, status: "resolved" }])).toBe("");
});

test("one that fires again is told again; one that is muted is not told", () => {
  expect(alertNews([{ ...offline, status: "resolved" }], [offline])).toBe("New alert: Veria is offline.");
  expect(alertNews([], [{ ...offline, silenced: true }])).toBe("");
  expect(alertNews([{ ...offline, silenced: true }], [offline])).toBe("New alert: Veria is offline.");
});

test("many at once are counted, not listed", () => {
  const many = ["1", "2", "3", "4", "5"].map((id) => alert({ id, title: `Alert ${id}` }));
  expect(alertNews([], many)).toBe("New alert: Alert 1. New alert: Alert 2. New alert: Alert 3. 2 more.");
});
