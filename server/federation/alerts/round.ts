import type { PoolClient } from "pg";
import { inTransaction } from "../../platform/transaction.ts";
import type { FederationContext } from "../context.ts";
import { type Changes, noChanges } from "../live/changes.ts";
import { takeLock, tryLock } from "../locks.ts";
import type { AlertPlan, KnownAlert } from "./reconcile.ts";
import type { Finding } from "./rule.ts";
import type { Matchers } from "./silences.ts";

/** What one round of alerting knows and has done so far. Each stage adds its part. */
export type Round = {
  readonly client: PoolClient;
  readonly policy: FederationContext["policy"];
  readonly now: Date;
  findings: Finding[];
  isMuted: (about: { projectId: number | null }) => boolean;
  silences: Matchers[];
  known: KnownAlert[];
  plan: AlertPlan;
  /** Live alerts that a silence mutes from now on, or no longer. */
  marks: { known: KnownAlert; silenced: boolean }[];
  /** What the plan's new causes have become. */
  raised: { id: string; finding: Finding }[];
  /** The alerts that look different now. */
  changed: { id: string; projectId: number | null }[];
};

/** One step of a round. */
export type Stage = (round: Round) => Promise<void> | void;

/**
 * Runs stages in one transaction, as the only one, over all replicas, that changes alerts. When another one does,
 * `pass` does nothing, and `wait` waits its turn. @returns what clients must be told.
 */
export async function runStages(
  ctx: FederationContext,
  whenTaken: "pass" | "wait",
  stages: readonly Stage[],
): Promise<Changes> {
  return await inTransaction(ctx.db.pool, async (client) => {
    if (whenTaken === "wait") await takeLock(client, "alerts");
    else if (!(await tryLock(client, "alerts"))) return noChanges();
    const round: Round = {
      ...{ client, policy: ctx.policy, now: ctx.clock.now() },
      ...{ findings: [], isMuted: () => false, silences: [], known: [], marks: [], raised: [], changed: [] },
      plan: { raise: [], reopen: [], refresh: [], resolve: [], clear: [] },
    };
    for (const stage of stages) await stage(round);
    return changesOf(round.changed);
  });
}

function changesOf(changed: Round["changed"]): Changes {
  // The number of open alerts is part of a project's row.
  const projects = changed.flatMap(({ projectId }) => (projectId === null ? [] : [projectId]));
  return { ...noChanges(), alerts: [...new Set(changed.map(({ id }) => id))], projects: [...new Set(projects)] };
}
