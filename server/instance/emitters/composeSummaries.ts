import { eventSubject } from "../../../contracts/subjects.ts";
import { auditSummary, securitySummary } from "../audits/summarize.ts";
import type { InstanceContext } from "../context.ts";
import { deploySummary } from "../deploys/summarize.ts";
import { graphSummary } from "../repository/browse/countGraph.ts";

/** An event, ready to be published. */
export type OutgoingEvent = { subject: string; payload: object };

/**
 * What this instance tells of itself: graph, audits, security, deploys. What is not known yet is left out: before the
 * first completed scan there is no graph summary. One that cannot be made is logged and does not hold up the others.
 */
export async function composeSummaries(ctx: InstanceContext): Promise<OutgoingEvent[]> {
  const { slug, meshNs } = ctx.project;
  const summaries = {
    "graph.summary.nodes": graphSummary(ctx),
    "audit.summary.status": auditSummary(ctx),
    "security.summary.status": securitySummary(ctx),
    "deploy.summary.status": deploySummary({ slug, root: ctx.root, log: ctx.log }),
  } as const;
  const names = [
    "graph.summary.nodes",
    "audit.summary.status",
    "security.summary.status",
    "deploy.summary.status",
  ] as const;
  const composed = await Promise.allSettled(names.map((name) => summaries[name]));
  return composed.flatMap((outcome, index) => {
    const name = names[index];
    if (name === undefined) return [];
    if (outcome.status === "rejected") {
      ctx.log.error("summary.failed", { summary: name, error: outcome.reason });
      return [];
    }
    return outcome.value === null ? [] : [{ subject: eventSubject.summary(meshNs, name), payload: outcome.value }];
  });
}
