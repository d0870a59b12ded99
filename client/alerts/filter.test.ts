import { expect, test } from "bun:test";
import { alert } from "../testing/rows.ts";
import { filterAlerts } from "./filter.ts";

const alerts = [
  alert({ id: "1", project: "ledger", severity: "critical", rule: "offline", title: "It is away" }),
  alert({ id: "2", project: "shop", severity: "critical", rule: "degraded", description: "Its database is slow." }),
  alert({ id: "3", project: null, severity: "info", rule: "quarantine-rising" }),
];
const names: Record<string, string> = { ledger: "Main Books", shop: "Shop" };
const found = (search: Parameters<typeof filterAlerts>[1]) =>
  filterAlerts(alerts, search, (slug) => names[slug] ?? slug)
    .map(({ id }) => id)
    .join(" ");

test("an alert is found by words of its title, description, rule, and project, each as people write it", () => {
  expect(found({ text: "AWAY" })).toBe("1");
  expect(found({ text: "database" })).toBe("2");
  expect(found({ text: "events refused" })).toBe("3");
  expect(found({ text: "ledger" })).toBe("1");
  expect(found({ text: "books  main" })).toBe("1");
  expect(found({ text: "books database" })).toBe("");
});

test("a severity and a text narrow each other; without them nothing is left out", () => {
  expect(found({ severity: "critical" })).toBe("1 2");
  expect(found({ severity: "critical", text: "shop" })).toBe("2");
  expect(found({})).toBe("1 2 3");
});
