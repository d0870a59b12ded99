import type { TargetRow } from "../../contracts/actions.ts";

/** How an audit ended, in words: that it was completed says only that it was done. */
const outcomes: Readonly<Record<string, string>> = {
  ok: "the audit is fine",
  warn: "the audit warns",
  fail: "the audit fails",
  inconclusive: "the audit is inconclusive",
};

/**
 * The numbers and words of a result in one line, "the audit fails", "12 events"; what is nested is left to the instance's
 * own page.
 */
export function resultWords(result: TargetRow["result"]): string {
  return Object.entries(result ?? {})
    .flatMap(([name, value]) => {
      if (name === "status" && typeof value === "string") return [outcomes[value] ?? value];
      return typeof value === "number" || typeof value === "string" ? [`${value.toLocaleString()} ${name}`] : [];
    })
    .join(" · ");
}
