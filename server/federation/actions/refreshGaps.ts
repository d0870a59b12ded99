import { createHash } from "node:crypto";
import { AppError } from "../../platform/errors.ts";
import type { FederationContext } from "../context.ts";
import { noteAsked, projectsWithGaps } from "../ingest/projectsWithGaps.ts";
import { planRun } from "./planRun.ts";
import { startRun } from "./startRun.ts";

/**
 * Asks the projects of which events are missing, where they permit it, to tell their summaries again. Once for the same
 * gaps, whatever replica sees them and however often: an event that was refused stays missing for ever. What is lost of
 * the past stays lost, and counted; what is true now is whole again.
 *
 * @returns the run that asks, or null when nothing is missing.
 */
export async function refreshGaps(ctx: FederationContext): Promise<string | null> {
  const rows = await projectsWithGaps(ctx);
  if (rows.length === 0) return null;
  const text = rows.map(({ slug, epochs, missing }) => `${slug} ${epochs} ${missing}`).join("\n");
  const idempotencyKey = `gap_${createHash("sha256").update(text).digest("hex")}`;
  const known = await ctx.db.prisma.actionRun.findUnique({ where: { idempotencyKey }, select: { id: true } });
  if (known !== null) return known.id;
  const action = "fed.refresh.summaries";
  const select = { slugs: rows.map(({ slug }) => slug) };
  try {
    const { planHash } = await planRun(ctx, { action, select });
    const starter = { name: "Meta Hub", address: null, requestId: "event gap" };
    const { runId } = await startRun(ctx, { action, select, planHash, idempotencyKey }, starter);
    await noteAsked(
      ctx,
      rows.map(({ projectId }) => projectId),
    );
    return runId;
  } catch (thrown) {
    // A plan that changed in between, or in which nobody may be asked any more: the next look decides anew.
    if (thrown instanceof AppError && ["conflict", "invalid_input", "rate_limited"].includes(thrown.code)) return null;
    throw thrown;
  }
}
