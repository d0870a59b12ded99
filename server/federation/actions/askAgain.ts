import { createHash } from "node:crypto";
import { AppError } from "../../platform/errors.ts";
import { noteAsked, projectsWithGaps } from "../completeness/projectsWithGaps.ts";
import { unheardProjects } from "../completeness/unheardProjects.ts";
import type { FederationContext } from "../context.ts";
import { planRun } from "./plan/planRun.ts";
import { startRun } from "./runs/startRun.ts";

/** Looks who should be asked, and asks. @returns the run that asks, or null when nobody is asked. */
export type AskAgain = () => Promise<string | null>;

/**
 * Makes the look of a Meta Hub that starts now. It asks the projects of which events are missing, and once those that
 * have told nothing since the start, where they permit it, to tell their summaries again. Once for the same gaps,
 * whatever replica sees them and however often: an event that was refused stays missing for ever. What is lost of
 * the past stays lost, and counted; what is true now is whole again.
 */
export function createAskAgain(ctx: FederationContext): AskAgain {
  const startedAt = ctx.clock.now();
  const askedSinceStart = new Set<number>();
  return async () => {
    const gaps = await projectsWithGaps(ctx);
    const unheard = (await unheardProjects(ctx, startedAt)).filter(({ projectId }) => !askedSinceStart.has(projectId));
    const runId = await ask(ctx, [
      ...gaps.map(({ projectId, slug, epochs, missing }) => ({ projectId, slug, why: `${epochs} ${missing}` })),
      ...unheard.map((project) => ({ ...project, why: `unheard since ${startedAt.toISOString()}` })),
    ]);
    if (runId !== null) for (const { projectId } of unheard) askedSinceStart.add(projectId);
    return runId;
  };
}

async function ask(
  ctx: FederationContext,
  projects: readonly { projectId: number; slug: string; why: string }[],
): Promise<string | null> {
  if (projects.length === 0) return null;
  const text = projects.map(({ slug, why }) => `${slug} ${why}`).join("\n");
  const idempotencyKey = `gap_${createHash("sha256").update(text).digest("hex")}`;
  const known = await ctx.db.prisma.actionRun.findUnique({ where: { idempotencyKey }, select: { id: true } });
  if (known !== null) return known.id;
  const action = "fed.refresh.summaries";
  const select = { slugs: [...new Set(projects.map(({ slug }) => slug))] };
  try {
    const { planHash } = await planRun(ctx, { action, select });
    const starter = { name: "Meta Hub", address: null, requestId: "event gap" };
    const { runId } = await startRun(ctx, { action, select, planHash, idempotencyKey }, starter);
    await noteAsked(
      ctx,
      projects.map(({ projectId }) => projectId),
    );
    return runId;
  } catch (thrown) {
    // A plan that changed in between, or in which nobody may be asked any more: the next look decides anew.
    if (thrown instanceof AppError && ["conflict", "invalid_input", "rate_limited"].includes(thrown.code)) return null;
    throw thrown;
  }
}
