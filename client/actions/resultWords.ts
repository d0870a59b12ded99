import type { TargetRow } from "../../contracts/actions.ts";

/** The numbers and words of a result in one line, "fail 2 · warn 1"; what is nested is left to the instance's own page. */
export function resultWords(result: TargetRow["result"]): string {
  return Object.entries(result ?? {})
    .flatMap(([name, value]) => (typeof value === "number" || typeof value === "string" ? [`${name} ${value}`] : []))
    .join(" · ");
}
