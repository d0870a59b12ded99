import { expect, test } from "bun:test";
import { project } from "../testing/rows.ts";
import { isNews } from "./isNews.ts";

const risk = (total: number | null) => ({ version: "v1", total, coverage: 1, parts: [] });
const before = project({ slug: "veria", risk: risk(40.2), openAlerts: 1 });

test("a heartbeat, a risk that grew by a little, and an alert that is over are no news", () => {
  const kpis = { ...before.kpis, healthLatencyMs: 7 };
  for (const after of [
    { ...before, lastSeenAt: "2026-01-01T00:00:15.000Z", kpis },
    { ...before, risk: risk(40.4) },
    { ...before, openAlerts: 0 },
  ]) {
    expect(isNews(before, after)).toBe(false);
  }
});

test("another status, another risk as it is shown, and one more alert are", () => {
  for (const after of [
    { ...before, status: "degraded" as const },
    { ...before, risk: risk(41) },
    { ...before, risk: risk(null) },
    { ...before, openAlerts: 2 },
  ]) {
    expect(isNews(before, after)).toBe(true);
  }
});
