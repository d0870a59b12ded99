import type { PoolClient } from "pg";
import type { FanoutAction } from "../../../../contracts/actions.ts";
import type { DecidedPlan, DecidedProject } from "../plan/planRun.ts";
import { actionEntry } from "../registry.ts";

/** A run that begins. */
export type NewRun = {
  action: FanoutAction;
  plan: DecidedPlan;
  idempotencyKey: string;
  canary?: number | undefined;
  maxFailures?: number | undefined;
  retryOf?: string;
  startedBy: string;
  at: Date;
};

const newTargets = `
insert into "ActionTarget" (id, "runId", "projectId", subject, state, canary, reason, "nextAttemptAt", "updatedAt")
select target.id, $1, "projectId", subject, state, canary, reason, case when due then $8::timestamptz end, $8
from unnest($2::text[], $3::int[], $4::text[], $5::text[], $6::boolean[], $7::text[], $9::boolean[])
  as target (id, "projectId", subject, state, canary, reason, due)`;

/**
 * Stores a run with a row for every project of its plan, in two statements. Targets that may go are due at once, or the
 * first `canary` of them are, those that are online before the others. @returns its id.
 */
export async function insertRun(client: PoolClient, run: NewRun): Promise<string> {
  const { action, plan, canary, at } = run;
  const id = Bun.randomUUIDv7("hex", at);
  await client.query(
    `insert into "ActionRun" (id, action, "planHash", "idempotencyKey", "startedBy", "startedAt", "expiresAt", canary,
       "maxFailures", "retryOf") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, action, plan.planHash, run.idempotencyKey, run.startedBy, at, plan.expiresAt],
      ...[canary ?? null, run.maxFailures ?? null, run.retryOf ?? null],
    ],
  );
  const canaries = new Set(firstToGo(plan.projects, canary ?? 0));
  const { subject } = actionEntry(action);
  const refused = (project: DecidedProject) => project.verdict.decision === "refused";
  await client.query(newTargets, [
    id,
    plan.projects.map(() => newActionId(at)),
    plan.projects.map((project) => project.id),
    plan.projects.map((project) => subject(project.meshNs)),
    plan.projects.map((project) => (refused(project) ? "refused" : "planned")),
    plan.projects.map((project) => canaries.has(project)),
    plan.projects.map(({ verdict }) => verdict.reason ?? null),
    at,
    plan.projects.map((project) => !refused(project) && (canary === undefined || canaries.has(project))),
  ]);
  return id;
}

/** The id of a signed action. No dot may be in it: see `verify` in server/mesh/signing.ts. */
const newActionId = (at: Date): string => `act_${Bun.randomUUIDv7("hex", at).replaceAll("-", "")}`;

function firstToGo(projects: readonly DecidedProject[], count: number): DecidedProject[] {
  const of = (decision: string) => projects.filter((project) => project.verdict.decision === decision);
  return [...of("run"), ...of("offline")].slice(0, count);
}
