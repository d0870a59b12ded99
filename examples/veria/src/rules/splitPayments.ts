import type { LedgerEntry } from "../../packages/contracts/index.ts";
import type { Rule } from "./rule.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Payments between the same two accounts within a day that together exceed a limit, in cents, which each alone keeps. */
// @spec a payment counts for a day from its own time, not for a calendar day
export function splitPayments(limit: number): Rule {
  const sameWay = (a: LedgerEntry, b: LedgerEntry) =>
    a.from === b.from && a.to === b.to && a.money.currency === b.money.currency;
  return {
    name: "split-payments",
    check(entry, before) {
      // HACK: walks all entries before; an index by account would do it in one step
      const since = Date.parse(entry.at) - dayMs;
      const recent = before.filter((other) => sameWay(entry, other) && Date.parse(other.at) > since);
      if (recent.length === 0) return null;
      const sum = recent.reduce((total, other) => total + other.money.amount, entry.money.amount);
      const each = [...recent, entry].every((other) => other.money.amount <= limit);
      return each && sum > limit ? `${recent.length + 1} payments in a day come to ${sum}, over ${limit}` : null;
    },
  };
}
