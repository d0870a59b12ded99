import { createHash } from "node:crypto";
import type { LedgerEntry, Money } from "../packages/contracts/index.ts";
import { add, negate } from "./money.ts";

type Sealed = { entry: LedgerEntry; seal: string };

/** An append-only list of entries, each sealed with the hash of all before it. */
export class Ledger {
  private readonly sealed: Sealed[] = [];

  /** Adds an entry and answers its seal. Throws when an entry with this id is there already. */
  append(entry: LedgerEntry): string {
    if (this.sealed.some((known) => known.entry.id === entry.id)) throw new Error(`${entry.id} is there already`);
    const seal = sealOf(this.sealed.at(-1)?.seal ?? "", entry);
    this.sealed.push({ entry, seal });
    return seal;
  }

  /** What an account holds, by currency. */
  balance(account: string): Map<string, Money> {
    const balances = new Map<string, Money>();
    const move = (money: Money) => {
      const known = balances.get(money.currency);
      balances.set(money.currency, known === undefined ? money : add(known, money));
    };
    for (const { entry } of this.sealed) {
      if (entry.from === account) move(negate(entry.money));
      if (entry.to === account) move(entry.money);
    }
    return balances;
  }

  /** The id of the first entry that was changed after it was sealed, or null. */
  firstBroken(): string | null {
    let before = "";
    for (const { entry, seal } of this.sealed) {
      if (sealOf(before, entry) !== seal) return entry.id;
      before = seal;
    }
    return null;
  }

  // TODO: keep the ledger in a file, so that it outlives the process
  entries(): readonly LedgerEntry[] {
    return this.sealed.map(({ entry }) => entry);
  }
}

function sealOf(before: string, entry: LedgerEntry): string {
  return createHash("sha256").update(before).update(JSON.stringify(entry)).digest("hex");
}
