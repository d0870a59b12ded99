import { expect, test } from "bun:test";
import { targetState } from "../../contracts/actions.ts";
import { unknownStep } from "./overlays.ts";
import { palettes } from "./palette.ts";
import { receiptSteps } from "./receiptSteps.ts";

test.each(Object.values(palettes))("no look means two things", (palette) => {
  const looks = receiptSteps.map(({ pattern, color }) => `${pattern} ${color(palette)}`);
  const { pattern, color } = unknownStep(palette, "receipts");
  expect(new Set([...looks, `${pattern} ${color}`]).size).toBe(receiptSteps.length + 1);
});

test("each state of a project in a run has its step, and only one", () => {
  expect(receiptSteps.flatMap(({ states }) => states).sort()).toEqual([...targetState.options].sort());
});
