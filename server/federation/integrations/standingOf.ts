import type { EdgeStanding } from "../../../contracts/graph.ts";

/** Who speaks for an edge now. Evidence too old to keep an edge awake does not speak. */
export type Vouchers = {
  /** `projects.yaml` names it. */
  declared: boolean;
  /** The hub at its beginning sees it. */
  byFrom: boolean;
  /** The hub at its end sees it. */
  byTo: boolean;
  /** An end sees another edge between the same two projects: the other way round, or of another kind. */
  otherSeen: boolean;
};

/**
 * Both ends make an edge `confirmed`. What a person declares and no end sees is `contradicted` when the ends see
 * something else between the two, `declared` otherwise. Everything else is a `claim`.
 */
export function standingOf({ declared, byFrom, byTo, otherSeen }: Vouchers): EdgeStanding {
  if (byFrom && byTo) return "confirmed";
  if (!declared) return "claimed";
  return otherSeen && !byFrom && !byTo ? "contradicted" : "declared";
}
