import { startDispatcher } from "../../../server/federation/actions/dispatch/startDispatcher.ts";
import { planRun } from "../../../server/federation/actions/plan/planRun.ts";
import { startRun } from "../../../server/federation/actions/runs/startRun.ts";
import type { FederationContext } from "../../../server/federation/context.ts";
import { startWorkers } from "../../../server/federation/workers.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";
import { silentLog as log } from "../../../server/platform/log.ts";
import type { BenchHubs } from "./hubs.ts";

/** How long a fan-out took, in milliseconds: until every hub had its action, and until every last receipt was stored. */
export type Spans = { dispatched: number; received: number };

const action = "fed.audit.security.sweep";
let starts = 0;

/** Plans an action at these projects, as a person is shown it. @returns what begins the run and answers its id. */
export async function planBench(ctx: FederationContext, slugs: readonly string[]): Promise<() => Promise<string>> {
  const select = { slugs: [...slugs] };
  const { planHash } = await planRun(ctx, { action, select });
  const idempotencyKey = crypto.randomUUID();
  // Each start by somebody else: nobody may start more than six a minute.
  const author = { name: `bench ${++starts}`, address: null, requestId: "bench" };
  return async () => (await startRun(ctx, { action, select, planHash, idempotencyKey }, author)).runId;
}

const open = `select count(*)::int as count from "ActionTarget" where "runId" = $1 and state <> 'completed'`;

/** Ours: from the transaction of the start through outbox, signatures and receipts to the stored ends. */
export async function fanOut(
  { ctx, mesh, hubs }: { ctx: FederationContext; mesh: Mesh; hubs: BenchHubs },
  slugs: readonly string[],
): Promise<Spans> {
  const workers = await startWorkers({ ctx, mesh, log });
  const stopDispatcher = startDispatcher({ ctx, mesh });
  const begin = await planBench(ctx, slugs);
  const arriving = hubs.arrived(slugs.length);
  const started = performance.now();
  const runId = await begin();
  const dispatched = (await arriving) - started;
  while ((await ctx.db.pool.query<{ count: number }>(open, [runId])).rows[0]?.count !== 0) await Bun.sleep(5);
  const received = performance.now() - started;
  await stopDispatcher();
  await workers.stop();
  return { dispatched, received };
}
