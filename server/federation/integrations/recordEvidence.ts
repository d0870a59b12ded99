import type { PoolClient } from "pg";
import { numberArray, textArray } from "../arrayLiteral.ts";
import { edgeKeyText, lockEdges } from "./lockEdges.ts";
import { type StoredEvidence, summarizeEdge } from "./summarizeEdge.ts";
import type { Evidence } from "./toEvidence.ts";

/** First seen is the earliest, last seen the latest that anybody said; what it is worth is what the latest said. */
const upsert = `
insert into "IntegrationEvidence" as held
  ("edgeId", reporter, source, "proofKey", weight, "firstSeenAt", "lastSeenAt", count, details)
select distinct on ("edgeId", reporter, source, "proofKey")
  "edgeId", reporter, source, "proofKey", weight,
  to_timestamp(min("firstSeenAt") over (partition by "edgeId", reporter, source, "proofKey") / 1000),
  to_timestamp("lastSeenAt" / 1000), count, details::jsonb
from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[], $7::float8[], $8::bigint[], $9::text[])
  as hint ("edgeId", reporter, source, "proofKey", weight, "firstSeenAt", "lastSeenAt", count, details)
order by "edgeId", reporter, source, "proofKey", "lastSeenAt" desc, weight desc, count desc, details::jsonb::text collate "C" desc
on conflict ("edgeId", reporter, source, "proofKey") do update set
  "firstSeenAt" = least(held."firstSeenAt", excluded."firstSeenAt"),
  "lastSeenAt" = greatest(held."lastSeenAt", excluded."lastSeenAt"),
  (weight, count, details) = (
    select newest.weight, newest.count, newest.details
    from (values
      (excluded.weight, excluded.count, excluded.details, excluded."lastSeenAt"),
      (held.weight, held.count, held.details, held."lastSeenAt")
    ) as newest (weight, count, details, "lastSeenAt")
    order by newest."lastSeenAt" desc, newest.weight desc, newest.count desc, newest.details::text collate "C" desc
    limit 1
  )`;

const update = `
update "IntegrationEdge" edge set source = fresh.source, strength = fresh.strength, "detailsJson" = fresh.details::jsonb
from unnest($1::int[], $2::text[], $3::float8[], $4::text[]) as fresh (id, source, strength, details)
where edge.id = fresh.id`;

/**
 * Stores proofs: one edge a pair and kind, one row a proof, whatever the order and repetition. Takes at most six
 * statements, however many proofs.
 *
 * @returns the ids of the edges that the proofs speak for.
 */
export async function recordEvidence(
  client: PoolClient,
  proofs: readonly Evidence[],
  { halfLifeDays, now }: { halfLifeDays: number; now: Date },
): Promise<number[]> {
  if (proofs.length === 0) return [];
  const ids = await lockEdges(client, proofs);
  await client.query({
    name: "record-evidence",
    text: upsert,
    values: [
      numberArray(proofs.map((proof) => ids.get(edgeKeyText(proof)) ?? null)),
      textArray(proofs.map((proof) => proof.reporter)),
      textArray(proofs.map((proof) => proof.source)),
      textArray(proofs.map((proof) => proof.proofKey)),
      numberArray(proofs.map((proof) => proof.weight)),
      numberArray(proofs.map((proof) => proof.firstSeenAt)),
      numberArray(proofs.map((proof) => proof.lastSeenAt)),
      numberArray(proofs.map((proof) => proof.count)),
      textArray(proofs.map((proof) => proof.details)),
    ],
  });
  const edgeIds = [...ids.values()];
  await refreshEdges(client, edgeIds, halfLifeDays, now);
  return edgeIds;
}

/** Writes into each edge's own row what its evidence now says. The edges must be locked. */
export async function refreshEdges(
  client: PoolClient,
  edgeIds: readonly number[],
  halfLifeDays: number,
  now: Date,
): Promise<void> {
  if (edgeIds.length === 0) return;
  const { rows } = await client.query<StoredEvidence & { edgeId: number }>({
    name: "evidence-of-edges",
    text: `select "edgeId", reporter, source, "proofKey", weight, "firstSeenAt", "lastSeenAt", count::float8, details
      from "IntegrationEvidence" where "edgeId" = any($1)`,
    values: [numberArray(edgeIds)],
  });
  const byEdge = new Map<number, StoredEvidence[]>(edgeIds.map((id) => [id, []]));
  for (const { edgeId, ...proof } of rows) byEdge.get(edgeId)?.push(proof);
  const fresh = [...byEdge].map(([id, evidence]) => ({ id, ...summarizeEdge(evidence, halfLifeDays, now) }));
  await client.query({
    name: "refresh-edges",
    text: update,
    values: [
      numberArray(fresh.map((edge) => edge.id)),
      textArray(fresh.map((edge) => edge.source)),
      numberArray(fresh.map((edge) => edge.strength)),
      textArray(fresh.map((edge) => edge.detailsJson)),
    ],
  });
}
