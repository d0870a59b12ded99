import type { PoolClient } from "pg";
import type { Policy } from "../../../contracts/config.ts";
import type { FederationContext } from "../context.ts";
import { type Changes, noChanges } from "../live/changes.ts";
import { inTransaction } from "../transaction.ts";
import { type AlertPlan, type KnownAlert, reconcile, reopenWithinMs } from "./reconcile.ts";
import { type Finding, rules, type WatchedProject } from "./rules.ts";
import { storePlan } from "./storePlan.ts";

const alertsLock = 72_7074_0012;

/** What one round of alerting knows so far. Each stage adds its part. */
type Round = {
  client: PoolClient;
  policy: Policy;
  now: Date;
  projects: WatchedProject[];
  known: KnownAlert[];
  findings: Finding[];
  muted: Set<number>;
  plan: AlertPlan;
  changed: string[];
};

type Stage = (round: Round) => Promise<void> | void;

const read: Stage = async (round) => {
  const projects = await round.client.query<WatchedProject>(
    `select id, slug, name, status, "statusReason", "statusSince", held from "ProjectCatalog" where origin <> 'archived'`,
  );
  const known = await round.client.query<KnownAlert>(
    `select id, fingerprint, "projectId", "resolvedAt" from "EcosystemAlert"
     where status <> 'resolved' or "resolvedAt" >= $1`,
    [new Date(round.now.getTime() - reopenWithinMs)],
  );
  round.projects = projects.rows;
  round.known = known.rows;
};

const evaluate: Stage = (round) => {
  round.findings = rules.flatMap((rule) => rule(round.projects, round.policy, round.now));
};

/** While the Meta Hub hears nothing of a project, its alerts stay as they are. */
const inhibit: Stage = (round) => {
  round.muted = new Set(round.projects.filter(({ held }) => held).map(({ id }) => id));
};

const dedupe: Stage = (round) => {
  round.plan = reconcile(round);
};

const store: Stage = async (round) => {
  round.changed = await storePlan(round.client, round.plan, round.now);
};

const pipeline: readonly Stage[] = [read, evaluate, inhibit, dedupe, store];

/** One round of alerting. Of several replicas one does it, the others pass. */
export async function evaluateAlerts(ctx: FederationContext): Promise<Changes> {
  return await inTransaction(ctx.db.pool, async (client) => {
    const lock = await client.query<{ mine: boolean }>("select pg_try_advisory_xact_lock($1) as mine", [alertsLock]);
    if (lock.rows[0]?.mine !== true) return noChanges();
    const round: Round = {
      client,
      policy: ctx.policy,
      now: ctx.clock.now(),
      projects: [],
      known: [],
      findings: [],
      muted: new Set(),
      plan: { raise: [], reopen: [], resolve: [] },
      changed: [],
    };
    for (const stage of pipeline) await stage(round);
    const touched = new Set(round.changed);
    const raisedFor = round.plan.raise.flatMap(({ projectId }) => (projectId === null ? [] : [projectId]));
    const knownFor = round.known.flatMap(({ id, projectId }) =>
      touched.has(id) && projectId !== null ? [projectId] : [],
    );
    // The number of open alerts is part of a project's row.
    return { ...noChanges(), alerts: round.changed, projects: [...new Set([...raisedFor, ...knownFor])] };
  });
}
