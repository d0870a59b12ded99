import { paint } from "../cli/paint.ts";
import { table } from "../cli/table.ts";
import { isWhole } from "./account.ts";
import type { FaultOutcome } from "./run.ts";

const grouped = (count: number) => count.toLocaleString("en");

/** Whether the promise held through this fault: each acknowledged event took effect exactly once. */
export const isKept = ({ skipped, account, problem }: FaultOutcome): boolean =>
  skipped !== null || (problem === null && account !== null && isWhole(account));

/** A run for people: a row a fault, in the order in which they were done, each with what was said during it. */
export function describeChaos(outcomes: readonly FaultOutcome[], seed: number): string {
  const rows = outcomes.map((outcome) => {
    const { name, account, skipped, wholeAfter } = outcome;
    if (account === null) return [name, skipped === null ? paint("bad", "failed") : paint("quiet", "SKIPPED")];
    const { tried, acknowledged, lost, doubled, invented } = account;
    const counts = [tried, acknowledged, lost, doubled, invented].map(grouped);
    const after = wholeAfter === null ? "never" : `${wholeAfter.toFixed(1)} s`;
    return [name, isKept(outcome) ? paint("good", "kept") : paint("bad", "broken"), ...counts, after];
  });
  const heads = ["fault", "promise", "tried", "acknowledged", "lost", "doubled", "invented", "whole after"];
  const notes = outcomes.flatMap(({ name, skipped, problem }) => [
    ...(skipped === null ? [] : [`${name}: SKIPPED, ${skipped}`]),
    ...(problem === null ? [] : [`${name}: ${problem}`]),
  ]);
  return [`seed ${seed}`, "", ...table([heads.map((head) => paint("quiet", head)), ...rows]), ...notes].join("\n");
}
