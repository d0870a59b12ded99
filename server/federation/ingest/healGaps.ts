import { planRun } from "../actions/planRun.ts";
import { startRun } from "../actions/startRun.ts";
import type { FederationContext } from "../context.ts";
import { noteAsked, projectsWithGaps } from "./projectsWithGaps.ts";

const action = "fed.refresh.summaries";

/**
 * Asks the projects of which events are missing to tell everything again, as one run of an action like any other: only
 * those that may be asked, planned, signed, and seen by everybody. What is lost of the past stays lost, and counted;
 * what is true now is whole again.
 *
 * @returns the slugs that were asked.
 */
export async function healGaps(ctx: FederationContext): Promise<string[]> {
  const gaps = await projectsWithGaps(ctx);
  const [first, ...others] = gaps.map(({ slug }) => slug);
  if (first === undefined) return [];
  const { targets } = await planRun(ctx, { action, select: { slugs: [first, ...others] } });
  const asked = targets.filter(({ decision }) => decision !== "refused").map(({ slug }) => slug);
  if (asked.length > 0) {
    const select = { slugs: asked };
    const { planHash } = await planRun(ctx, { action, select });
    const requestId = crypto.randomUUID();
    await startRun(ctx, { action, select, planHash, idempotencyKey: requestId }, { name: "missing events", requestId });
  }
  await noteAsked(
    ctx,
    gaps.map(({ projectId }) => projectId),
  );
  ctx.log.info("ingest.gaps", { projects: gaps.length, asked: asked.length });
  return asked;
}
