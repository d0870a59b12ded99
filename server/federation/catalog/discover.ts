import { reservedSlugs } from "../../../contracts/names.ts";
import type { MeshEvent } from "../../mesh/parseEvent.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { FederationContext } from "../context.ts";
import type { Directory } from "../identity/directory.ts";
import { recordHistory } from "./recordHistory.ts";

/** A project as it announced itself. */
export type Newcomer = { slug: string; meshNs: string; hubUrl: string; legacyHeartbeat: boolean };

/** More are not shown: whoever may publish at all could otherwise fill the catalog. */
const maxDiscovered = 1000;

const insert = `
insert into "ProjectCatalog"
  (slug, name, "meshNs", "hubUrl", "legacyHeartbeat", origin, teams, tags, "allowFanout", "createdAt", "statusSince")
select slug, slug, "meshNs", "hubUrl", legacy, 'discovered', '{}', '{}', '{}', $5, $5
from unnest($1::text[], $2::text[], $3::text[], $4::boolean[]) as found (slug, "meshNs", "hubUrl", legacy)
limit greatest(0, $6 - (select count(*) from "ProjectCatalog" where origin = 'discovered'))
on conflict do nothing returning id`;

/**
 * Adds projects that nobody declared, as `discovered`: visible, and never asked to do anything. Who takes another
 * project's name or namespace is not added.
 *
 * @returns how many were added.
 */
export async function discover(ctx: FederationContext, newcomers: Iterable<Newcomer>): Promise<number> {
  const found = new Map<string, Newcomer>();
  for (const newcomer of newcomers) {
    if (!reservedSlugs.has(newcomer.slug) && !found.has(newcomer.slug)) found.set(newcomer.slug, newcomer);
  }
  if (found.size === 0) return 0;
  const projects = [...found.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  const now = ctx.clock.now();
  return await inTransaction(ctx.db.pool, async (client) => {
    const { rows } = await client.query<{ id: number }>(insert, [
      projects.map(({ slug }) => slug),
      projects.map(({ meshNs }) => meshNs),
      projects.map(({ hubUrl }) => hubUrl),
      projects.map(({ legacyHeartbeat }) => legacyHeartbeat),
      now,
      maxDiscovered,
    ]);
    await recordHistory(
      client,
      rows.map(({ id }) => id),
      now,
    );
    return rows.length;
  });
}

/** Discovers those whose presence says who they are. What they may not claim, the identity check then rejects. */
export async function discoverPresent(
  ctx: FederationContext,
  events: readonly MeshEvent[],
  directory: Directory,
): Promise<void> {
  const newcomers = events.flatMap((event): Newcomer[] => {
    if (event.kind !== "hub.presence" || directory.byNamespace(event.meshNs) !== undefined) return [];
    const { projectSlug: slug, hubUrl } = event.payload;
    if (directory.bySlug(slug) !== undefined) return [];
    return [{ slug, meshNs: event.meshNs, hubUrl, legacyHeartbeat: false }];
  });
  if ((await discover(ctx, newcomers)) > 0) directory.forget();
}
