import { expect, test } from "bun:test";
import { edge, project } from "../testing/rows.ts";
import { describeProject, statusNews } from "./announce.ts";

test("a changed status is told with its reason, a heartbeat is not", () => {
  const before = [project({ slug: "veria", name: "Veria" })];
  const beat = [project({ slug: "veria", name: "Veria", lastSeenAt: "2026-01-02T00:00:00.000Z" })];
  const gone = [project({ slug: "veria", name: "Veria", status: "offline", statusReason: "silent for 2 min" })];
  expect(statusNews(before, beat)).toBe("");
  expect(statusNews(before, gone)).toBe("Veria is offline: silent for 2 min.");
});

test("many changes at once are counted, not listed", () => {
  const slugs = ["a", "b", "c", "d", "e"];
  const news = statusNews(
    slugs.map((slug) => project({ slug })),
    slugs.map((slug) => project({ slug, status: "offline" })),
  );
  expect(news).toEndWith("2 more changed.");
});

test("a project is described with its risk, its integrations, and what its colour says", () => {
  const known = project({ slug: "a", name: "A" });
  const deployed = { ...known, kpis: { ...known.kpis, deployFreshnessDays: 3.4 } };
  const edges = [edge({ id: "1", from: "b", to: "a" })];
  expect(describeProject(known, edges, "status")).toBe("A: online, risk unknown, 1 integration.");
  expect(describeProject(known, edges, "freshness")).toContain("last deploy unknown, ");
  expect(describeProject(deployed, edges, "freshness")).toContain("last deploy 3 d ago, ");
  expect(describeProject(known, edges, "compliance")).toContain("compliance debt unknown, ");
  expect(describeProject(known, edges, "receipts", new Map([["a", "failed"]]))).toContain("failed in this run, ");
  expect(describeProject(known, edges, "receipts", new Map())).toContain("not in this run, ");
});
