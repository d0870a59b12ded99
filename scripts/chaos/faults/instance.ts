import type { Client } from "pg";
import type { PlanQuery } from "../../../contracts/actions.ts";
import { eventually } from "../../testing/eventually.ts";
import type { Fault } from "../fault.ts";
import type { House } from "../house.ts";

/** Asks the instance for an audit, once the Meta Hub has heard of it. @returns the run and the action's id. */
async function requestAudit({ api, instance: { slug } }: House): Promise<{ runId: string; actionId: string }> {
  const asked: PlanQuery = { action: "fed.audit.security.sweep", select: { slugs: [slug] } };
  const runId = await eventually(
    async () => {
      const { planHash, targets } = await api.actions.plan.query(asked);
      if (targets[0]?.decision !== "run") throw new Error(JSON.stringify(targets));
      return (await api.actions.start.mutate({ ...asked, planHash, idempotencyKey: crypto.randomUUID() })).runId;
    },
    { timeoutMs: 60_000 },
  );
  const [target] = (await api.actions.run.query({ runId })).targets;
  if (target === undefined) throw new Error("the run has no target");
  return { runId, actionId: target.actionId };
}

/** Kills the instance while it works at the audit, which is held so that it cannot end before. */
async function killAtWork({ instance }: House, client: Client, actionId: string): Promise<void> {
  try {
    await client.query("begin");
    const held = `select from "Audit" where "actionId" = $1 and status = 'running' for update`;
    await eventually(async () => (await client.query(held, [actionId])).rowCount === 1, { timeoutMs: 30_000 });
    await instance.kill();
  } finally {
    await client.query("rollback");
  }
}

export const instanceFaults: readonly Fault[] = [
  {
    name: "instance-killed",
    does: "kill -9 of a project hub in the middle of an audit it was asked for: it says so, and never does it again",
    async run(house) {
      const { api, instance } = house;
      await instance.start();
      const client = await house.connect(instance.databaseUrl);
      try {
        const { runId, actionId } = await requestAudit(house);
        await killAtWork(house, client, actionId);
        await instance.start();
        const run = await eventually(
          async () => {
            const now = await api.actions.run.query({ runId });
            return now.state === "running" ? null : now;
          },
          { timeoutMs: 60_000 },
        );
        const { rows } = await client.query<{ status: string }>('select status from "Audit" where "actionId" = $1', [
          actionId,
        ]);
        const states = [run?.targets[0]?.state, ...rows.map(({ status }) => status)];
        if (states.join() !== "failed,failed") throw new Error(`it ended as ${states.join(", ")}, not failed once`);
      } finally {
        await client.end();
        await instance.kill();
      }
    },
  },
];
