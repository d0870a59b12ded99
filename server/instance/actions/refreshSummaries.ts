import type { Publisher } from "../../mesh/publish.ts";
import { messageOf } from "../../platform/errors.ts";
import type { InstanceContext } from "../context.ts";
import { composeEvidence } from "../emitters/composeEvidence.ts";
import { composeSummaries } from "../emitters/composeSummaries.ts";
import { publishAll } from "../emitters/publishAll.ts";
import { tellAuditResults } from "../emitters/tellAuditResults.ts";
import { addReceipts } from "./receipt.ts";

/**
 * Tells summaries, evidence and untold results of audits now, because the Meta Hub asked. The receipt that says
 * `completed` is stored when the broker has all of it, so it comes after it in the stream.
 */
export async function refreshSummaries(
  ctx: InstanceContext,
  publisher: Publisher,
  { actionId, onStarted }: { actionId: string; onStarted: () => void },
): Promise<void> {
  await addReceipts(ctx, [{ actionId, state: "started" }]);
  onStarted();
  try {
    const events = [...(await composeSummaries(ctx)), ...(await composeEvidence(ctx))];
    await publishAll(publisher, events);
    await tellAuditResults(ctx, publisher);
    await addReceipts(ctx, [{ actionId, state: "completed", result: { events: events.length } }]);
  } catch (thrown) {
    ctx.log.warn("action.failed", { action: actionId, error: thrown });
    await addReceipts(ctx, [{ actionId, state: "failed", reason: messageOf(thrown) }]);
  }
}
