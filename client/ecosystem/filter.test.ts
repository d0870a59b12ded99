import { describe, expect, test } from "bun:test";
import { project } from "../testing/rows.ts";
import { facets, isFiltered, matches } from "./filter.ts";

const veria = project({ slug: "veria", name: "Veria", domain: "Finance", tags: ["finance", "eu"], teams: ["ledger"] });

describe("matches", () => {
  test("any of the chosen statuses, domains and teams will do", () => {
    expect(matches(veria, { status: ["offline", "online"], domain: ["Infra", "Finance"] })).toBe(true);
    expect(matches(veria, { status: ["offline"] })).toBe(false);
    expect(matches(veria, { team: ["studio"] })).toBe(false);
  });

  test("every chosen tag must be there", () => {
    expect(matches(veria, { tag: ["finance", "eu"] })).toBe(true);
    expect(matches(veria, { tag: ["finance", "legacy"] })).toBe(false);
  });

  test("text is found in name, slug, domain and tags, whatever its case", () => {
    for (const text of ["VERI", " fin", "eu"]) expect(matches(veria, { text })).toBe(true);
    expect(matches(veria, { text: "ledger" })).toBe(false);
  });

  test("a project without a domain matches no domain", () => {
    expect(matches(project({ slug: "x" }), { domain: ["Finance"] })).toBe(false);
  });
});

test("blank text is no filter", () => {
  expect(isFiltered({ text: "  " })).toBe(false);
  expect(isFiltered({ tag: ["eu"] })).toBe(true);
});

test("facets count each value, the most frequent first", () => {
  const { tag, domain } = facets([veria, project({ slug: "b", tags: ["eu"] })]);
  expect(tag).toEqual([
    { value: "eu", count: 2 },
    { value: "finance", count: 1 },
  ]);
  expect(domain).toEqual([{ value: "Finance", count: 1 }]);
});
