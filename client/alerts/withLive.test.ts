import { expect, test } from "bun:test";
import { alert } from "../testing/rows.ts";
import { withLive } from "./withLive.ts";

const at = (minute: number) => `2026-01-01T00:0${minute}:00.000Z`;

test("what the stream says of an alert wins over what was asked before, and what it alone knows is added in its place", () => {
  const asked = [
    alert({ id: "new", status: "resolved", createdAt: at(3) }),
    alert({ id: "old", status: "resolved", createdAt: at(1) }),
  ];
  const live = [
    alert({ id: "old", status: "resolved", resolvedBy: "ann", createdAt: at(1) }),
    alert({ id: "middle", status: "resolved", createdAt: at(2) }),
  ];
  expect(withLive(asked, live).map(({ id, resolvedBy }) => [id, resolvedBy])).toEqual([
    ["new", null],
    ["middle", null],
    ["old", "ann"],
  ]);
});
