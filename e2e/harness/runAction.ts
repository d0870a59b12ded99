import type { FanoutAction } from "../../contracts/actions.ts";
import type { FederationClient } from "../../contracts/client.ts";
import { eventually } from "../../scripts/testing/eventually.ts";

/**
 * Asks all projects for something as a person would, once none of them is offline, and waits until every one that may be
 * asked has answered. Answers the run's id.
 */
export async function runAction(client: FederationClient, action: FanoutAction): Promise<string> {
  const asked = { action, select: { all: true } } as const;
  const planHash = await eventually(
    async () => {
      const { planHash, targets } = await client.actions.plan.query(asked);
      return targets.some(({ decision }) => decision === "offline") ? "" : planHash;
    },
    { timeoutMs: 60_000 },
  );
  const { runId } = await client.actions.start.mutate({ ...asked, planHash, idempotencyKey: crypto.randomUUID() });
  await eventually(async () => (await client.actions.run.query({ runId })).state !== "running", { timeoutMs: 120_000 });
  return runId;
}
