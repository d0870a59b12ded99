import { expect, test } from "bun:test";
import type { EcosystemMap } from "../../contracts/graph.ts";
import type { Changes } from "../graph/changes.ts";
import { palettes } from "../graph/palette.ts";
import { callHook } from "../testing/callHook.tsx";
import { edge, project } from "../testing/rows.ts";
import type { EcosystemSearch } from "./search.ts";
import { useMarks } from "./useMarks.ts";

const map: EcosystemMap = {
  at: "2026-01-01T00:00:00.000Z",
  projects: [project({ slug: "a" }), project({ slug: "b", x: 9 }), project({ slug: "c", y: 9 })],
  edges: [edge({ id: "1", from: "a", to: "b" }), edge({ id: "2", from: "b", to: "c", kind: "queue" })],
};
type Look = { map?: EcosystemMap; search?: EcosystemSearch; changes?: Changes };

const look = (looks: readonly Look[]) =>
  callHook(
    ({ map: seen = map, search = {}, changes }: Look) =>
      useMarks(seen, seen.projects, search, palettes.dark, undefined, changes ?? null),
    looks,
  );

/** The same map with everybody heard again: every row of it is a new object. */
const beaten: EcosystemMap = {
  ...map,
  projects: map.projects.map((each) => ({ ...each, lastSeenAt: "2026-01-02T00:00:00.000Z" })),
};

test("a heartbeat and another colouring leave the edges the same objects; another choice of kinds does not", () => {
  const [first, heard, coloured, chosen] = look([
    {},
    { map: beaten },
    { map: beaten, search: { overlay: "risk" } },
    { map: beaten, search: { overlay: "risk", without: ["queue"] } },
  ]);
  expect(heard?.edges).toBe(first?.edges ?? []);
  expect(coloured?.edges).toBe(first?.edges ?? []);
  expect(coloured?.nodes).not.toBe(first?.nodes ?? []);
  expect(chosen?.edges.map(({ id, hidden }) => [id, hidden])).toEqual([
    ["1", false],
    ["2", true],
  ]);
});

test("what a selected project is not joined to steps back, and nothing does for one that is not there", () => {
  const faded = (search: EcosystemSearch) =>
    look([{ search }])[0]?.nodes.flatMap(({ id, faded }) => (faded ? [id] : []));
  expect(faded({ project: "a" })).toEqual(["c"]);
  expect(faded({ edge: "2" })).toEqual(["a"]);
  expect(faded({ project: "nobody" })).toEqual([]);
});

test("whoever compares sees what changed and what is gone, until something is selected", () => {
  const changes: Changes = {
    ...{ projects: new Map(), edges: new Set(["1"]), near: new Set(["a", "b"]) },
    gone: [{ id: "9", from: "a", to: "b", kind: "secret", strength: 0.5 }],
  };
  const [compared, selected] = look([{ changes }, { changes, search: { project: "c" } }]);
  expect(compared?.edges.filter(({ front }) => front).map(({ id }) => id)).toEqual(["1", "9"]);
  expect(selected?.edges.map(({ id }) => id)).toEqual(["1", "2"]);
});
