import type { PoolClient } from "pg";
import { integrationEdge } from "../../../contracts/events.ts";
import { parseEventSubject } from "../../../contracts/subjects.ts";
import { decodePayload } from "../../mesh/decodePayload.ts";
import { recordEvidence } from "./recordEvidence.ts";
import { type Evidence, toEvidence } from "./toEvidence.ts";

type Project = { id: number; slug: string; meshNs: string };

/** Why `identify` rejects a hint of an edge whose other end nobody knows. */
export const unknownEnd = (slug: string): string => `unknown end ${slug}`;

/** Whether an event was rejected for that. */
export const isUnknownEnd = (reason: string): boolean => reason.startsWith(unknownEnd(""));

/**
 * Takes in what was quarantined because it spoke of these projects before they were known, and removes it from the
 * quarantine. A hint that was longer than the quarantine keeps stays there. @returns the edges that it speaks for.
 */
export async function takeBackEdges(
  client: PoolClient,
  slugs: readonly string[],
  { halfLifeDays, now }: { halfLifeDays: number; now: Date },
): Promise<number[]> {
  const { rows } = await client.query<{ id: string; subject: string; payload: Buffer; receivedAt: Date }>(
    `select id, subject, payload, "receivedAt" from "QuarantinedEvent" where reason = any($1) order by id for update`,
    [slugs.map(unknownEnd)],
  );
  if (rows.length === 0) return [];
  const projects = await client.query<Project>('select id, slug, "meshNs" from "ProjectCatalog"');
  const bySlug = new Map(projects.rows.map((project) => [project.slug, project]));
  const byNamespace = new Map(projects.rows.map((project) => [project.meshNs, project]));
  const taken: string[] = [];
  const proofs: Evidence[] = [];
  for (const { id, subject, payload, receivedAt } of rows) {
    const decoded = decodePayload(payload);
    const hint = integrationEdge.safeParse(decoded.ok ? decoded.value : null);
    const reporter = byNamespace.get(parseEventSubject(subject)?.meshNs ?? "");
    if (!hint.success || reporter === undefined) continue;
    const from = bySlug.get(hint.data.fromProject);
    const to = bySlug.get(hint.data.toProject);
    if (from === undefined || to === undefined || (from !== reporter && to !== reporter)) continue;
    const ends = { fromProjectId: from.id, toProjectId: to.id };
    proofs.push(toEvidence({ payload: hint.data, sentAt: null, receivedAt }, ends, reporter.slug));
    taken.push(id);
  }
  await client.query('delete from "QuarantinedEvent" where id = any($1::bigint[])', [taken]);
  return await recordEvidence(client, proofs, { halfLifeDays, now });
}
