import type { LedgerEntry, Objection } from "../../packages/contracts/index.ts";

/** One rule of compliance: what it has against an entry, given those before it. */
export interface Rule {
  name: string;
  check(entry: LedgerEntry, before: readonly LedgerEntry[]): string | null;
}

/** What the rules have against a list of entries, in the order of the entries. */
export function examine(entries: readonly LedgerEntry[], rules: readonly Rule[]): Objection[] {
  return entries.flatMap((entry, index) =>
    rules.flatMap((rule) => {
      const reason = rule.check(entry, entries.slice(0, index));
      return reason === null ? [] : [{ rule: rule.name, entry: entry.id, reason }];
    }),
  );
}
