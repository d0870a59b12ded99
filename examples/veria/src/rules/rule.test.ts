import { expect, test } from "bun:test";
import { largeAmount } from "./largeAmount.ts";
import { examine } from "./rule.ts";
import { splitPayments } from "./splitPayments.ts";

const paid = (id: string, at: string, amount: number, purpose?: string) => ({
  id,
  at,
  from: "studio",
  to: "supplier",
  money: { amount, currency: "EUR" },
  ...(purpose === undefined ? {} : { purpose }),
});

test("a large amount needs a purpose", () => {
  const entries = [paid("a", "2026-11-20T08:00:00Z", 20_000), paid("b", "2026-11-21T09:00:00Z", 20_000, "rent")];
  expect(examine(entries, [largeAmount(10_000)]).map(({ entry }) => entry)).toEqual(["a"]);
});

test("payments split over a day are seen", () => {
  const entries = [paid("a", "2026-11-20T08:00:00Z", 6000), paid("b", "2026-11-20T20:00:00Z", 6000)];
  expect(examine(entries, [splitPayments(10_000)])).toHaveLength(1);
});

test("payments on two days are not taken together", () => {
  const entries = [paid("a", "2026-11-20T08:00:00Z", 6000), paid("b", "2026-11-21T08:00:01Z", 6000)];
  expect(examine(entries, [splitPayments(10_000)])).toEqual([]);
});
