import { expect, test } from "bun:test";
import type { ActionRun, RunRow, TargetRow } from "../../contracts/actions.ts";
import { patchRun, patchRuns } from "./patchRuns.ts";

const run = (id: string, startedAt: string, state: RunRow["state"] = "running"): RunRow => ({
  id,
  action: "fed.audit.security.sweep",
  state,
  startedBy: "somebody",
  startedAt,
  expiresAt: startedAt,
  counts: {},
});
const target = (slug: string, state: TargetRow["state"]): TargetRow => ({
  slug,
  state,
  attempts: 1,
  actionId: "act_1",
  updatedAt: "2026-01-01T00:00:00.000Z",
});

test("a new run comes first in the list, a known one changes in its place", () => {
  const [older, newer] = [run("a", "2026-01-01T00:00:00.000Z"), run("b", "2026-01-02T00:00:00.000Z")];
  const added = patchRuns([older], { type: "run", run: newer, targets: [] });
  expect(added.map(({ id }) => id)).toEqual(["b", "a"]);
  const done = patchRuns(added, { type: "run", run: { ...older, state: "completed" }, targets: [] });
  expect(done.map(({ id, state }) => [id, state])).toEqual([
    ["b", "running"],
    ["a", "completed"],
  ]);
});

test("an opened run takes the targets that changed and keeps the others", () => {
  const opened: ActionRun = {
    ...run("a", "2026-01-01T00:00:00.000Z"),
    planHash: "",
    targets: [target("one", "sent"), target("two", "sent")],
  };
  const patched = patchRun(opened, {
    type: "run",
    run: run("a", opened.startedAt),
    targets: [target("two", "completed")],
  });
  expect(patched.targets.map(({ slug, state }) => [slug, state])).toEqual([
    ["one", "sent"],
    ["two", "completed"],
  ]);
});

test("a notice about another run changes nothing", () => {
  const opened: ActionRun = { ...run("a", "2026-01-01T00:00:00.000Z"), planHash: "", targets: [] };
  expect(patchRun(opened, { type: "run", run: run("b", opened.startedAt), targets: [] })).toBe(opened);
});
