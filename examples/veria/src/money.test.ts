import { expect, test } from "bun:test";
import { add, format, negate } from "./money.ts";

const euros = (amount: number) => ({ amount, currency: "EUR" });

test("amounts of one currency are added", () => {
  expect(add(euros(150), euros(275))).toEqual(euros(425));
});

test("amounts of two currencies are not added", () => {
  expect(() => add(euros(150), { amount: 1, currency: "USD" })).toThrow("cannot add USD to EUR");
});

test("what is taken away is shown with a minus", () => {
  expect(format(negate(euros(1050)))).toBe("-10.50 EUR");
});
