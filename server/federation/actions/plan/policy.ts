import type { PlanDecision } from "../../../../contracts/actions.ts";
import type { FanoutPermission, ProjectStatus } from "../../../../contracts/names.ts";
import type { ProjectRow } from "../../../../contracts/projects.ts";

/** What a decision looks at: one project, as it is now. */
export type FanoutFacts = {
  origin: ProjectRow["origin"];
  status: ProjectStatus;
  statusReason: string;
  flapping: boolean;
  held: boolean;
  /** The Meta Hub's allowlist for it, from projects.yaml. */
  allowFanout: readonly string[];
  /** The instance's own allowlist, as its manifest last said; null where that is not known. */
  ownAllowFanout: readonly string[] | null;
};

/** Why a project is decided on as it is. One letter each, because a plan's hash spells them out: see `planHash.ts`. */
export const verdictCodes = {
  r: { decision: "run", words: "runs" },
  f: { decision: "run", words: "runs, though its status keeps changing" },
  o: { decision: "offline", words: "is offline" },
  h: { decision: "offline", words: "cannot be heard" },
  d: { decision: "refused", words: "is refused: not declared in projects.yaml" },
  x: { decision: "refused", words: "is refused: archived" },
  a: { decision: "refused", words: "is refused by projects.yaml" },
  i: { decision: "refused", words: "is refused by its own hub.yaml" },
} as const satisfies Record<string, { decision: PlanDecision; words: string }>;
export type VerdictCode = keyof typeof verdictCodes;

/** What would happen with one project, and why. */
export type FanoutVerdict = { code: VerdictCode; decision: PlanDecision; reason?: string };

const verdict = (code: VerdictCode, reason?: string): FanoutVerdict => {
  const { decision } = verdictCodes[code];
  return reason === undefined ? { code, decision } : { code, decision, reason };
};

/**
 * Decides about one project. Refusals come first, the plainest before the others: what is not allowed is not tried,
 * however the project stands.
 *
 * @param until when trying ends.
 */
export function decideFanout(project: FanoutFacts, permission: FanoutPermission, until: Date): FanoutVerdict {
  if (project.origin === "archived") return verdict("x", "It is archived: projects.yaml lists it no longer.");
  if (project.origin === "discovered") {
    return verdict("d", "It announced itself, but projects.yaml does not declare it.");
  }
  if (!project.allowFanout.includes(permission)) {
    return verdict("a", `${permission} is not in its allowFanout in projects.yaml.`);
  }
  if (project.ownAllowFanout !== null && !project.ownAllowFanout.includes(permission)) {
    return verdict("i", `Its own hub.yaml does not allow ${permission}, as its manifest says.`);
  }
  const tried = `It will be tried until ${until.toISOString()}.`;
  if (project.held) return verdict("h", `The Meta Hub hears nothing, so how it stands is not known. ${tried}`);
  if (project.status === "offline") return verdict("o", `Offline: ${project.statusReason}. ${tried}`);
  if (project.flapping) return verdict("f", `Its status keeps changing. ${tried}`);
  return verdict("r");
}
