import type { PoolClient } from "pg";
import type { AlertPlan } from "./reconcile.ts";

const raise = `
insert into "EcosystemAlert" (id, "projectId", severity, title, description, rule, fingerprint, "createdAt", "updatedAt")
select *, $8::timestamptz, $8::timestamptz
from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
on conflict (fingerprint) where status <> 'resolved' do nothing
returning id`;

const reopen = `
update "EcosystemAlert" alert set status = 'open', "resolvedAt" = null, "updatedAt" = $3, description = again.description
from unnest($1::uuid[], $2::text[]) as again (id, description) where alert.id = again.id
returning alert.id`;

const resolve = `
update "EcosystemAlert" set status = 'resolved', "resolvedAt" = $2, "updatedAt" = $2
where id = any($1::uuid[]) and status <> 'resolved' returning id`;

/** Carries a plan out, one statement a kind. @returns the ids of the alerts that changed. */
export async function storePlan(client: PoolClient, plan: AlertPlan, now: Date): Promise<string[]> {
  const changed: string[] = [];
  const run = async (text: string, values: unknown[]) => {
    const { rows } = await client.query<{ id: string }>(text, values);
    changed.push(...rows.map(({ id }) => id));
  };
  if (plan.resolve.length > 0) await run(resolve, [plan.resolve, now]);
  if (plan.reopen.length > 0) {
    await run(reopen, [plan.reopen.map(({ id }) => id), plan.reopen.map(({ finding }) => finding.description), now]);
  }
  if (plan.raise.length > 0) {
    await run(raise, [
      plan.raise.map(() => Bun.randomUUIDv7()),
      plan.raise.map((finding) => finding.projectId),
      plan.raise.map((finding) => finding.severity),
      plan.raise.map((finding) => finding.title),
      plan.raise.map((finding) => finding.description),
      plan.raise.map((finding) => finding.rule),
      plan.raise.map((finding) => finding.fingerprint),
      now,
    ]);
  }
  return changed;
}
