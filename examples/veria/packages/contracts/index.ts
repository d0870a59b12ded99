/** An amount in the smallest unit of its currency: cents, never euros. */
export type Money = { amount: number; currency: string };

/** One movement of money between two accounts, as it was reported. */
export type LedgerEntry = {
  id: string;
  at: string;
  from: string;
  to: string;
  money: Money;
  purpose?: string;
};

/** What a rule has against an entry. */
export type Objection = { rule: string; entry: string; reason: string };

/** How long a project used something that is paid for, in seconds. */
export type UsageReport = { project: string; from: string; to: string; seconds: number };
