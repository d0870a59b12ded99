import { format } from "../money.ts";
import type { Rule } from "./rule.ts";

/** Whoever moves more than the limit, in cents, has to say what for. */
export function largeAmount(limit: number): Rule {
  return {
    name: "large-amount",
    check({ money, purpose }) {
      if (money.amount <= limit || purpose) return null;
      return `${format(money)} is over the limit, and no purpose is given`;
    },
  };
}
