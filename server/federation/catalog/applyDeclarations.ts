import type { PoolClient } from "pg";
import type { ProjectDeclaration, ProjectsConfig } from "../../../contracts/config.ts";
import type { DeclarationsApplied } from "../../../contracts/projects.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { appendAuditLog, takeAuditTurn } from "../auditLog/append.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { declareIntegrations } from "../integrations/declareIntegrations.ts";
import { takeBackEdges } from "../integrations/takeBackEdges.ts";
import { placeProjects } from "../layout/placeProjects.ts";
import { noChanges } from "../live/changes.ts";
import { takeLock } from "../locks.ts";
import { type CatalogEntry, planDeclarations } from "./planDeclarations.ts";
import { recordHistory } from "./recordHistory.ts";

/** A namespace is unique, so a project that loses its own gets one that no hub can have an identity for. */
const free = `
update "ProjectCatalog" set "meshNs" = 'retired-' || id || '.archived', origin = case when id = any($2) then origin else 'archived' end
where id = any($1)`;

const upsert = `
insert into "ProjectCatalog" as held
  (slug, name, "hubUrl", "meshNs", origin, domain, teams, tags, "allowFanout", "legacyHeartbeat", "livenessJson", network,
    "publicUrl", "createdAt", "statusSince")
select slug, name, "hubUrl", "meshNs", 'declared', domain,
  array(select jsonb_array_elements_text(teams)), array(select jsonb_array_elements_text(tags)),
  array(select jsonb_array_elements_text("allowFanout")), "legacyHeartbeat", liveness, network, "publicUrl", $2, $2
from jsonb_to_recordset($1::jsonb) as declared (slug text, name text, "hubUrl" text, "meshNs" text, domain text,
  teams jsonb, tags jsonb, "allowFanout" jsonb, "legacyHeartbeat" boolean, liveness jsonb, network text, "publicUrl" text)
order by slug
on conflict (slug) do update set
  name = excluded.name, "hubUrl" = excluded."hubUrl", "meshNs" = excluded."meshNs", origin = 'declared',
  domain = excluded.domain, teams = excluded.teams, tags = excluded.tags, "allowFanout" = excluded."allowFanout",
  "legacyHeartbeat" = excluded."legacyHeartbeat", "livenessJson" = excluded."livenessJson",
  network = excluded.network, "publicUrl" = excluded."publicUrl", "admittedAt" = null
returning id, slug`;

async function declareProjects(
  client: PoolClient,
  projects: readonly ProjectDeclaration[],
  { force, now }: { force: boolean; now: Date },
): Promise<{ ids: Map<string, number>; archived: CatalogEntry[] }> {
  const { rows: catalog } = await client.query<CatalogEntry>(
    `select id, slug, "meshNs", origin, "admittedAt" is not null as admitted from "ProjectCatalog"
     order by id for no key update`,
  );
  const plan = planDeclarations(projects, catalog, force);
  await client.query(`update "ProjectCatalog" set origin = 'archived', held = false where id = any($1)`, [
    plan.archive.map(({ id }) => id),
  ]);
  const declaredSlugs = new Set(projects.map(({ slug }) => slug));
  const stays = plan.evict.filter(({ slug }) => declaredSlugs.has(slug)).map(({ id }) => id);
  await client.query(free, [plan.evict.map(({ id }) => id), stays]);
  const { rows } = await client.query<{ id: number; slug: string }>(upsert, [JSON.stringify(projects), now]);
  const evicted = plan.evict.filter(({ id, origin }) => !stays.includes(id) && origin !== "archived");
  const archived = [...new Map([...plan.archive, ...evicted].map((entry) => [entry.id, entry])).values()];
  const declaredBefore = new Set(catalog.filter(({ origin }) => origin === "declared").map(({ id }) => id));
  const appeared = rows.filter(({ id }) => !declaredBefore.has(id));
  await recordHistory(
    client,
    [...appeared, ...archived].map(({ id }) => id),
    now,
  );
  return { ids: new Map(rows.map(({ id, slug }) => [slug, id])), archived };
}

/**
 * Makes the catalog say what `projects.yaml` says, in one transaction: new projects appear, known ones (discovered or
 * archived ones too) take what is declared, missing ones are archived with all their history (but not those that an
 * admin admitted), and declared integrations become evidence that does not age. What hubs told of a project before it
 * was known is taken in now. Who forced it is noted in the audit log.
 *
 * @throws AppError `conflict` when more than 30 % would be archived at once and `force` is not set; nothing changes then.
 */
export async function applyDeclarations(
  ctx: FederationContext,
  { config, force = false, by }: { config: ProjectsConfig; force?: boolean; by?: Author },
): Promise<DeclarationsApplied> {
  const now = ctx.clock.now();
  const result = await inTransaction(ctx.db.pool, async (client) => {
    const forcedBy = force ? by : undefined;
    if (forcedBy !== undefined) await takeAuditTurn(client);
    await takeLock(client, "catalog");
    const { ids, archived } = await declareProjects(client, config.projects, { force, now });
    const { halfLifeDays } = ctx.policy.integrations;
    const integrations = await declareIntegrations(client, config.projects, { halfLifeDays, now });
    const takenBack = await takeBackEdges(client, [...ids.keys()], { halfLifeDays, now });
    if (forcedBy !== undefined) {
      const details = { force, declared: ids.size, archived: archived.map(({ slug }) => slug) };
      const what = { verb: "projects.reconcile", subject: "projects.yaml", details };
      await appendAuditLog(client, { at: now, by: forcedBy, ...what });
    }
    return { ids, archived, unknownEnds: integrations.unknownEnds, edges: [...integrations.edges, ...takenBack] };
  });
  if (result.unknownEnds.length > 0) ctx.log.warn("catalog.unknown_ends", { integrations: result.unknownEnds });
  await placeProjects(ctx);
  await ctx.announce({
    ...noChanges(),
    projects: [...result.ids.values()],
    edges: result.edges,
    removed: result.archived.map(({ slug }) => slug),
  });
  ctx.log.info("catalog.declared", { declared: result.ids.size, archived: result.archived.length });
  return {
    declared: result.ids.size,
    archived: result.archived.map(({ slug }) => slug),
    unknownEnds: result.unknownEnds,
  };
}
