import type { Money } from "../packages/contracts/index.ts";

/** The sum of two amounts. Throws when the currencies differ: there is no rate here to convert by. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`cannot add ${b.currency} to ${a.currency}`);
  return { amount: a.amount + b.amount, currency: a.currency };
}

export function negate(money: Money): Money {
  return { amount: -money.amount, currency: money.currency };
}

// FIXME: yen have no cents, so 100 JPY is shown as 1.00 JPY
export function format({ amount, currency }: Money): string {
  return `${(amount / 100).toFixed(2)} ${currency}`;
}
