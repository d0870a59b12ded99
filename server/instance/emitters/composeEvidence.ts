import { eventSubject } from "../../../contracts/subjects.ts";
import type { InstanceContext } from "../context.ts";
import { collectEvidence } from "../integrations/collectEvidence.ts";
import type { OutgoingEvent } from "./composeSummaries.ts";

/** What shows this project joined to others, one event a proof. Told again each time: evidence that stays ages anew. */
export async function composeEvidence(ctx: Omit<InstanceContext, "db">): Promise<OutgoingEvent[]> {
  const { project, root, config, log, seenLogs } = ctx;
  const look = { slug: project.slug, root, config, log, now: ctx.clock.now() };
  const hints = await collectEvidence({ ...look, ...(seenLogs && { seenLogs }) });
  return hints.map((payload) => ({ subject: eventSubject.integrationEdge(project.meshNs), payload }));
}
