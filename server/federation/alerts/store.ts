import type { PoolClient } from "pg";
import type { Round, Stage } from "./round.ts";
import { isSilenced } from "./silences.ts";

const raise = `
insert into "EcosystemAlert"
  (id, "projectId", severity, title, description, rule, fingerprint, silenced, "createdAt", "updatedAt")
select *, $9::timestamptz, $9::timestamptz
from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[])`;

const reopen = `
update "EcosystemAlert" alert set status = 'open', "resolvedAt" = null, "resolvedBy" = null, "clearedAt" = null,
  "acknowledgedBy" = null, "updatedAt" = $6, severity = again.severity, title = again.title,
  description = again.description, silenced = again.silenced
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::boolean[])
  as again (id, severity, title, description, silenced)
where alert.id = again.id`;

const refresh = `
update "EcosystemAlert" alert set "updatedAt" = $5, severity = again.severity, title = again.title,
  description = again.description
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as again (id, severity, title, description)
where alert.id = again.id`;

const resolve = `
update "EcosystemAlert" set status = 'resolved', "resolvedAt" = $2, "clearedAt" = $2, "updatedAt" = $2
where id = any($1::uuid[])`;

const clear = 'update "EcosystemAlert" set "clearedAt" = $2 where id = any($1::uuid[])';

const mark = `
update "EcosystemAlert" alert set silenced = mark.silenced, "updatedAt" = $3
from unnest($1::uuid[], $2::boolean[]) as mark (id, silenced) where alert.id = mark.id`;

/** Stores what the round has decided, one statement a kind of change, and none where nothing changes. */
export const store: Stage = async (round) => {
  const { client, plan, marks, now } = round;
  if (plan.raise.length > 0) await raiseAll(client, round);
  if (plan.reopen.length > 0) {
    const silenced = plan.reopen.map(({ finding }) => isSilenced(finding, round.silences));
    await client.query(reopen, [...wordsOf(plan.reopen), silenced, now]);
  }
  if (plan.refresh.length > 0) await client.query(refresh, [...wordsOf(plan.refresh), now]);
  if (plan.resolve.length > 0) await client.query(resolve, [plan.resolve.map(({ id }) => id), now]);
  if (plan.clear.length > 0) await client.query(clear, [plan.clear.map(({ id }) => id), now]);
  if (marks.length > 0) {
    await client.query(mark, [marks.map(({ known }) => known.id), marks.map(({ silenced }) => silenced), now]);
  }
  const touched = [...plan.reopen, ...plan.refresh, ...marks].map(({ known }) => known);
  round.changed.push(
    ...round.raised.map(({ id, finding: { projectId } }) => ({ id, projectId })),
    ...[...touched, ...plan.resolve].map(({ id, projectId }) => ({ id, projectId })),
  );
};

async function raiseAll(client: PoolClient, round: Round): Promise<void> {
  round.raised = round.plan.raise.map((finding) => ({ id: Bun.randomUUIDv7(), finding }));
  const findings = round.plan.raise;
  await client.query(raise, [
    round.raised.map(({ id }) => id),
    findings.map(({ projectId }) => projectId),
    findings.map(({ severity }) => severity),
    findings.map(({ title }) => title),
    findings.map(({ description }) => description),
    findings.map(({ rule }) => rule),
    findings.map(({ fingerprint }) => fingerprint),
    findings.map((finding) => isSilenced(finding, round.silences)),
    round.now,
  ]);
}

function wordsOf(again: Round["plan"]["reopen"]): string[][] {
  return [
    again.map(({ known }) => known.id),
    again.map(({ finding }) => finding.severity),
    again.map(({ finding }) => finding.title),
    again.map(({ finding }) => finding.description),
  ];
}
