import type { Pool, PoolClient } from "pg";
import type { ActionPlan, PlanQuery } from "../../../../contracts/actions.ts";
import type { FederationContext } from "../../context.ts";
import { actionEntry } from "../registry.ts";
import { loadFacts, type SelectedProject } from "./loadFacts.ts";
import { hashPlan } from "./planHash.ts";
import { decideFanout, type FanoutVerdict } from "./policy.ts";

/** A project with what was decided about it. */
export type DecidedProject = SelectedProject & { verdict: FanoutVerdict };

/** A plan with all that a start needs of it. */
export type DecidedPlan = { planHash: string; expiresAt: Date; projects: DecidedProject[] };

/** Decides about every selected project, as things stand for `client`. */
export async function decidePlan(
  ctx: FederationContext,
  client: Pool | PoolClient,
  { action, select }: PlanQuery,
): Promise<DecidedPlan> {
  const { permission, lifetimeSeconds } = actionEntry(action);
  const expiresAt = new Date(ctx.clock.now().getTime() + lifetimeSeconds * 1000);
  const projects = (await loadFacts(ctx, client, select)).map((project) => ({
    ...project,
    verdict: decideFanout(project, permission, expiresAt),
  }));
  const hashed = projects.map(({ slug, verdict }) => ({ slug, code: verdict.code }));
  return { planHash: hashPlan(action, hashed), expiresAt, projects };
}

/**
 * What a start would do now: each selected project by slug, run, refused with the reason, or offline and tried until a
 * time; and the hash by which exactly this can be started. Writes nothing. Throws `not_found` for an unknown slug.
 */
export async function planRun(ctx: FederationContext, query: PlanQuery): Promise<ActionPlan> {
  const { planHash, projects } = await decidePlan(ctx, ctx.db.pool, query);
  return {
    planHash,
    targets: projects.map(({ slug, verdict: { decision, reason } }) => ({
      slug,
      decision,
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}
