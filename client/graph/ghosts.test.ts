import { expect, test } from "bun:test";
import { ghostColor, withGhosts } from "./ghosts.ts";
import type { EdgeMark } from "./marks.ts";
import { palettes } from "./palette.ts";

const view = { palette: palettes.dark, kinds: new Set(["api", "queue"]), minStrength: 0 };
const shown = new Set(["a", "b"]);
const mark = (id: string): EdgeMark => ({
  ...{ id, from: "a", to: "b", label: "api", size: 3, color: palettes.dark.kind.api, curvature: 0 },
  ...{ front: false, hidden: true },
});
const gone = { id: "9", from: "b", to: "a", kind: "queue", strength: 0.4 } as const;

test("an edge that is gone is drawn in no kind's colour, says what it was, and lies beside the others of its two projects", () => {
  const [other, ghost] = withGhosts([mark("1")], [gone], shown, view);
  expect(ghost).toMatchObject({
    id: "9",
    label: "queue, gone",
    dashed: true,
    hidden: false,
    color: ghostColor(palettes.dark),
  });
  expect(Object.values<string>(palettes.dark.kind)).not.toContain(ghost?.color);
  expect(other?.id).toBe("1");
  expect(other?.curvature).not.toBe(0);
});

test("one that sleeps on is drawn once, as gone", () => {
  const drawn = withGhosts([mark("9")], [gone], shown, view);
  expect(drawn.map(({ id, hidden }) => [id, hidden])).toEqual([["9", false]]);
});

test("what the filters leave out, or has an end that is not there, is not drawn", () => {
  const edges = [mark("1")];
  expect(withGhosts(edges, [gone], new Set(["a"]), view)).toBe(edges);
  expect(withGhosts(edges, [gone], shown, { ...view, kinds: new Set(["api"]) })).toBe(edges);
  expect(withGhosts(edges, [gone], shown, { ...view, minStrength: 0.5 })).toBe(edges);
});
