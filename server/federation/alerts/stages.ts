import { type KnownAlert, reconcile, reopenWithinMs } from "./reconcile.ts";
import type { Stage } from "./round.ts";
import { rules } from "./rules.ts";
import { isSilenced, loadSilences } from "./silences.ts";

/** What is wrong now, by every rule: one query each. */
export const evaluate: Stage = async (round) => {
  for (const rule of rules) round.findings.push(...(await rule.find(round.client, round.policy, round.now)));
};

/**
 * A blind Meta Hub mutes all that it would say of projects, and a held project all that is said of it: both stay as
 * they are. What a silence matches is noted, but told to nobody.
 */
export const inhibit: Stage = async (round) => {
  const isBlind = round.findings.some(({ rule }) => rule === "blind");
  const held = await round.client.query<{ id: number }>('select id from "ProjectCatalog" where held');
  const heldIds = new Set(held.rows.map(({ id }) => id));
  round.isMuted = ({ projectId }) => projectId !== null && (isBlind || heldIds.has(projectId));
  round.silences = await loadSilences(round.client, round.now);
};

/** The alerts whose life is not over. */
export const recall: Stage = async (round) => {
  const { rows } = await round.client.query<KnownAlert>(
    `select id, fingerprint, "projectId", rule, severity, title, description, status, "clearedAt", silenced, told
     from "EcosystemAlert" where "clearedAt" is null or "clearedAt" >= $1`,
    [new Date(round.now.getTime() - reopenWithinMs)],
  );
  round.known = rows;
};

/** One alert a cause, however often it is found. */
export const dedupe: Stage = (round) => {
  round.plan = reconcile(round);
};

/** Which of the alerts that stay live are muted by a silence now, and which no longer. */
export const mark: Stage = (round) => {
  const { plan, silences } = round;
  const ending = new Set(plan.resolve.map(({ id }) => id));
  const refreshed = new Map(plan.refresh.map(({ known, finding }) => [known.id, finding]));
  for (const known of round.known) {
    if (known.status === "resolved" || ending.has(known.id)) continue;
    const silenced = isSilenced(refreshed.get(known.id) ?? known, silences);
    if (silenced !== known.silenced) round.marks.push({ known, silenced });
  }
};
