import { describe, expect, test } from "bun:test";
import { findCycles } from "./findCycles.ts";

/** Imports from pairs of paths, each on the line of its place. */
const importsOf = (...pairs: [from: string, to: string][]) =>
  pairs.map(([from, to], index) => ({ from, to, typeOnly: true, line: index + 1 }));

const hub = "server/federation";

describe("a circle of domains", () => {
  test("is reported at the import that closes it, with the way around", () => {
    const imports = importsOf(
      [`${hub}/alerts/notify.ts`, `${hub}/notify/send.ts`],
      [`${hub}/notify/send.ts`, `${hub}/live/changes.ts`],
      [`${hub}/live/changes.ts`, `${hub}/alerts/rows.ts`],
      [`${hub}/actions/run.ts`, `${hub}/alerts/rows.ts`],
    );
    expect(findCycles(imports)).toEqual([
      `${hub}/live/changes.ts:3: closes the circle ${hub}/alerts -> ${hub}/notify -> ${hub}/live -> ${hub}/alerts, ` +
        "but domains import one another one way only",
    ]);
  });

  test("is found between layers, between the domains of an instance, and from a domain's own sub-folder", () => {
    expect(
      findCycles(
        importsOf(["server/platform/keys/a.ts", "server/mesh/b.ts"], ["server/mesh/b.ts", "server/platform/c.ts"]),
      ),
    ).toHaveLength(1);
    const [actions, emitters] = ["server/instance/actions/sub/a.ts", "server/instance/emitters/b.ts"];
    expect(findCycles(importsOf([actions, emitters], [emitters, actions]))).toHaveLength(1);
  });

  test("is found behind a domain that was looked at before, and each only once", () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => `${hub}/${name}/x.ts`) as [string, string, string];
    expect(findCycles(importsOf([a, b], [b, c], [a, c], [c, b]))).toEqual([
      expect.stringContaining(`${hub}/b -> ${hub}/c -> ${hub}/b`),
    ]);
  });
});

describe("no circle", () => {
  const [actions, live] = [`${hub}/actions/a.ts`, `${hub}/live/b.ts`];
  test.each([
    [
      "two ways to one domain",
      importsOf([actions, live], [actions, `${hub}/alerts/c.ts`], [`${hub}/alerts/c.ts`, live]),
    ],
    ["a test that joins two", importsOf([actions, live], [`${hub}/live/b.test.ts`, actions])],
    ["files of one domain", importsOf([actions, `${hub}/actions/b.ts`], [`${hub}/actions/b.ts`, actions])],
    ["a hub's own context", importsOf([`${hub}/context.ts`, live], [live, `${hub}/context.ts`])],
    ["domains of the two hubs with one name", importsOf([actions, live], ["server/instance/live/a.ts", actions])],
  ])("is %s", (_, imports) => {
    expect(findCycles(imports)).toEqual([]);
  });
});
