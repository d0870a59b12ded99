import { expect, test } from "bun:test";
import { targetState } from "../../contracts/actions.ts";
import { unknownStep } from "./overlays.ts";
import { palettes } from "./palette.ts";
import { receiptSteps, standingOf } from "./receiptSteps.ts";

test.each(Object.values(palettes))("no look means two things", (palette) => {
  const looks = receiptSteps.map(({ pattern, color }) => `${pattern} ${color(palette)}`);
  const { pattern, color } = unknownStep(palette, "receipts");
  expect(new Set([...looks, `${pattern} ${color}`]).size).toBe(receiptSteps.length + 1);
});

test("each state of a project in a run has its step, and only one", () => {
  expect(receiptSteps.flatMap(({ states }) => states).sort()).toEqual(
    ([...targetState.options, "flagged"] as const).toSorted(),
  );
});

test("an audit that is not fine is done, but does not look as if all were well", () => {
  for (const status of ["warn", "fail", "inconclusive"]) {
    expect(standingOf({ state: "completed", result: { status } })).toBe("flagged");
  }
  expect(standingOf({ state: "completed", result: { status: "ok" } })).toBe("completed");
  expect(standingOf({ state: "completed" })).toBe("completed");
  expect(standingOf({ state: "failed", result: { status: "fail" } })).toBe("failed");
});
