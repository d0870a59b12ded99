import { createFederationClient, type FederationClient } from "../../contracts/client.ts";
import { openFederationDb } from "../../server/platform/db.ts";
import type { FleetMetaHub } from "../fleet/metaHub.ts";
import { eventually } from "../testing/eventually.ts";

/** The n-th of a run's targets in an order of its own, and what an instance has said of it by now. */
const answer = `
with numbered as (
  select id, row_number() over (order by id) as n from "ActionTarget" where "runId" = $1::uuid and state in ('planned', 'sent')
)
update "ActionTarget" target set "nextAttemptAt" = null, "updatedAt" = now(),
  state = case when n % 7 = 0 then 'sent' when n % 5 = 0 then 'started' when n % 5 = 1 then 'accepted' else 'completed' end,
  attempts = case when n % 7 = 0 then 6 else 1 end,
  reason = case when n % 7 > 0 and n % 5 > 1 and n % 3 > 0 then (n % 3) || ' critical found' end,
  result = case when n % 7 > 0 and n % 5 > 1 then
    jsonb_build_object('status', case when n % 3 = 0 then 'ok' else 'fail' end, 'counts', jsonb_build_object('secrets', n % 3)) end
from numbered where target.id = numbered.id`;

/** The instances that have begun a run's audit have completed it, and found nothing. */
const conclude = `
update "ActionTarget" set state = 'completed', result = '{"status": "ok", "counts": {"secrets": 0}}'
where "runId" = $1::uuid and state in ('accepted', 'started')`;

/** Of the projects that a run asks first the first has completed, the second works, and the others have not answered. */
const answerFirst = `
with numbered as (select id, row_number() over (order by id) as n from "ActionTarget" where "runId" = $1::uuid and canary)
update "ActionTarget" target set "nextAttemptAt" = null, "updatedAt" = now(), attempts = 1,
  state = case n when 1 then 'completed' when 2 then 'started' else 'sent' end,
  result = case n when 1 then '{"status": "ok", "counts": {"secrets": 0}}'::jsonb end
from numbered where target.id = numbered.id`;

/**
 * Security sweeps of an imagined fleet, whose hubs answer nobody, the newest first: one that is under way, one that has ended,
 * with projects that never answered, one that waits for the few that it asks first, and one that was cancelled.
 */
export async function imagineRuns({ url, apiKey, databaseUrl }: FleetMetaHub): Promise<void> {
  const client = createFederationClient({ url, apiKey });
  const { pool, close } = openFederationDb(databaseUrl, 1);
  try {
    const hasEnded = (runId: string) =>
      eventually(async () => (await client.actions.run.query({ runId })).state !== "running", { timeoutMs: 60_000 });
    const cancelled = await startSweep(client);
    for (const step of [answer, conclude]) await pool.query(step, [cancelled]);
    await client.actions.cancel.mutate({ runId: cancelled });
    await hasEnded(cancelled);
    await pool.query(answerFirst, [await startSweep(client, { canary: 4, maxFailures: 1 })]);
    const ended = await startSweep(client);
    for (const step of [answer, conclude]) await pool.query(step, [ended]);
    await pool.query(`update "ActionRun" set "expiresAt" = now() - interval '1 minute' where id = $1::uuid`, [ended]);
    await hasEnded(ended);
    await pool.query(answer, [await startSweep(client)]);
  } finally {
    await close();
  }
}

async function startSweep(
  client: FederationClient,
  staging: { canary?: number; maxFailures?: number } = {},
): Promise<string> {
  const asked = { action: "fed.audit.security.sweep", select: { all: true } } as const;
  const { planHash } = await client.actions.plan.query(asked);
  return (await client.actions.start.mutate({ ...asked, ...staging, planHash, idempotencyKey: crypto.randomUUID() }))
    .runId;
}
