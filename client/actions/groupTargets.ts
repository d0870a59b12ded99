import type { TargetRow } from "../../contracts/actions.ts";
import {
  completed,
  declined,
  failed,
  flagged,
  type ReceiptStep,
  standingOf,
  waiting,
  working,
} from "../graph/receiptSteps.ts";

/** Targets of a run that are equally far. */
export type TargetGroup = { step: ReceiptStep; targets: TargetRow[] };

/** What one looks for first: what went wrong or found something, then what is still to come. */
const inOrder: readonly ReceiptStep[] = [failed, flagged, working, waiting, declined, completed];

/** The targets of a run by how far they are, those that failed first; what none is in is left out. */
export function groupTargets(targets: readonly TargetRow[]): TargetGroup[] {
  return inOrder
    .map((step) => ({ step, targets: targets.filter((target) => step.states.includes(standingOf(target))) }))
    .filter((group) => group.targets.length > 0);
}
