import { expect, test } from "bun:test";
import { edge, project } from "../testing/rows.ts";
import { shownProjects } from "./shown.ts";

const map = {
  at: "2026-01-01T00:00:00.000Z",
  projects: [project({ slug: "a" }), project({ slug: "b", status: "offline" }), project({ slug: "c" })],
  edges: [edge({ id: "1", from: "a", to: "b" })],
};
const slugs = (search: Parameters<typeof shownProjects>[1]) => shownProjects(map, search).map(({ slug }) => slug);

test("hiding wins over finding", () => {
  expect(slugs({ find: "degree > 0" })).toEqual(["a", "b"]);
  expect(slugs({ find: "degree > 0", hide: "offline" })).toEqual(["a"]);
});

test("distance is counted from the selected project", () => {
  expect(slugs({ find: "rank <= 1", project: "b" })).toEqual(["a", "b"]);
});

test("an expression that cannot be read hides nothing", () => {
  expect(slugs({ find: "risk >", hide: "((" })).toEqual(["a", "b", "c"]);
});
