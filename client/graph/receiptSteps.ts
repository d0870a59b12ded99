import type { TargetRow, TargetState } from "../../contracts/actions.ts";
import type { Pattern } from "./marks.ts";
import type { Palette } from "./palette.ts";

/** Where a project stands in a run: the state of its receipts, but for one that completed with an audit that is not fine. */
export type Standing = TargetState | "flagged";

/** Audits that end so are done, but are what a run is made to find. */
const flags: readonly unknown[] = ["warn", "fail", "inconclusive"];

/** Where a project stands in a run. */
export function standingOf({ state, result }: Pick<TargetRow, "state" | "result">): Standing {
  return state === "completed" && flags.includes(result?.status) ? "flagged" : state;
}

/** How far a project can be in a run: words for it, and one look, the same on the map and beside it. */
export type ReceiptStep = { label: string; pattern: Pattern; color(palette: Palette): string; states: Standing[] };

export const waiting: ReceiptStep = {
  label: "Waiting",
  pattern: "hollow",
  color: ({ outline }) => outline,
  states: ["planned", "sent"],
};
export const working: ReceiptStep = {
  label: "Working",
  pattern: "double",
  color: ({ status }) => status.degraded,
  states: ["accepted", "started"],
};
export const completed: ReceiptStep = {
  label: "Completed",
  pattern: "solid",
  color: ({ status }) => status.online,
  states: ["completed"],
};
export const flagged: ReceiptStep = {
  label: "Completed, needs a look",
  pattern: "double",
  color: ({ status }) => status.offline,
  states: ["flagged"],
};
export const declined: ReceiptStep = {
  label: "Refused or cancelled",
  pattern: "solid",
  color: ({ outline }) => outline,
  states: ["refused", "cancelled"],
};
export const failed: ReceiptStep = {
  label: "Failed",
  pattern: "hollow",
  color: ({ status }) => status.offline,
  states: ["failed", "expired"],
};

/** All of them, from not yet to over. */
export const receiptSteps: readonly ReceiptStep[] = [waiting, working, completed, flagged, declined, failed];
