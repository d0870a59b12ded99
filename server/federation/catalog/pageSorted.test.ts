import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type ProjectRow, projectRow, projectSort } from "../../../contracts/projects.ts";
import { pageSorted } from "./pageSorted.ts";

type Facts = { risk?: number | null | undefined; status?: ProjectRow["status"]; name?: string };

const kpis = Object.fromEntries(Object.keys(projectRow.shape.kpis.shape).map((name) => [name, null]));

const project = (slug: string, { risk = null, ...rest }: Facts = {}): ProjectRow =>
  projectRow.parse({
    ...{
      slug,
      name: slug,
      origin: "declared",
      status: "online",
      statusReason: "",
      statusSince: "2026-01-01T00:00:00Z",
    },
    ...{
      flapping: false,
      held: false,
      lastSeenAt: null,
      hubUrl: "http://hub.example",
      meshNs: "a.mesh",
      version: null,
    },
    ...{
      domain: null,
      teams: [],
      tags: [],
      allowFanout: [],
      kpis,
      completeness: null,
      x: 0,
      y: 0,
      pinned: false,
      openAlerts: 0,
    },
    ...rest,
    risk: { version: "1", total: risk, coverage: 0, parts: [] },
  });

const slugs = (rows: ProjectRow[]) => rows.map(({ slug }) => slug);

describe("projects in an order", () => {
  const rows = [project("a", { risk: 5 }), project("b"), project("c", { risk: 90 }), project("d", { risk: 5 })];

  test("have what is unknown last in either direction, and equals by slug", () => {
    expect(slugs(pageSorted(rows, { sort: "risk", order: "asc" }))).toEqual(["a", "d", "c", "b"]);
    expect(slugs(pageSorted(rows, { sort: "risk", order: "desc" }))).toEqual(["c", "a", "d", "b"]);
  });

  test("go from online to offline, and by name whatever its case", () => {
    const three = [project("x", { status: "offline", name: "alpha" }), project("y", { name: "Beta" })];
    expect(slugs(pageSorted(three, { sort: "status", order: "asc" }))).toEqual(["y", "x"]);
    expect(slugs(pageSorted(three, { sort: "name", order: "asc" }))).toEqual(["x", "y"]);
  });

  test("are refused when the last page's end is not among them any more", () => {
    expect(() => pageSorted(rows, { sort: "risk", order: "asc", after: "gone" })).toThrow("begin at the first page");
  });

  test("read page by page are each project once, in the order of the whole", () => {
    const facts: fc.Arbitrary<Facts> = fc.record({
      risk: fc.option(fc.integer({ min: 0, max: 3 })),
      status: fc.constantFrom("online" as const, "offline" as const),
    });
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), facts, { maxKeys: 20 }),
        fc.constantFrom(...projectSort.options),
        fc.constantFrom("asc" as const, "desc" as const),
        fc.integer({ min: 1, max: 7 }),
        (given, sort, order, limit) => {
          const all = Object.entries(given).map(([slug, fact]) => project(slug, fact));
          const paged: string[] = [];
          for (;;) {
            const page = slugs(pageSorted(all, { sort, order, limit, after: paged.at(-1) }));
            paged.push(...page);
            if (page.length < limit) break;
          }
          expect(paged).toEqual(slugs(pageSorted(all, { sort, order })));
          expect(paged.toSorted()).toEqual(Object.keys(given).toSorted());
        },
      ),
      { numRuns: 50 },
    );
  });
});
