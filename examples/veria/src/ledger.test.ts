import { expect, test } from "bun:test";
import type { LedgerEntry } from "../packages/contracts/index.ts";
import { Ledger } from "./ledger.ts";

const entry = (id: string, from: string, to: string, amount: number): LedgerEntry => ({
  id,
  at: "2026-11-20T08:00:00Z",
  from,
  to,
  money: { amount, currency: "EUR" },
});

test("a balance is what came less what went", () => {
  const ledger = new Ledger();
  ledger.append(entry("e1", "bank", "studio", 5000));
  ledger.append(entry("e2", "studio", "printer", 1200));
  expect(ledger.balance("studio").get("EUR")).toEqual({ amount: 3800, currency: "EUR" });
});

test("an entry that was changed later is named", () => {
  const ledger = new Ledger();
  const first = entry("e1", "bank", "studio", 5000);
  ledger.append(first);
  ledger.append(entry("e2", "studio", "printer", 1200));
  expect(ledger.firstBroken()).toBeNull();
  first.money.amount = 50_000;
  expect(ledger.firstBroken()).toBe("e1");
});

test("the same id is not taken twice", () => {
  const ledger = new Ledger();
  ledger.append(entry("e1", "bank", "studio", 5000));
  expect(() => ledger.append(entry("e1", "bank", "studio", 1))).toThrow("there already");
});
