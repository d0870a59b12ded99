import type { Pool, PoolClient } from "pg";
import type { ActionSelection } from "../../../../contracts/actions.ts";
import { AppError } from "../../../platform/errors.ts";
import { listProjects } from "../../catalog/listProjects.ts";
import type { FederationContext } from "../../context.ts";
import type { FanoutFacts } from "./policy.ts";

/** A selected project with what its decision needs. */
export type SelectedProject = FanoutFacts & { id: number; slug: string; meshNs: string };

const select = `
select project.id, project.slug, project."meshNs", project.origin, project.status, project."statusReason",
  project.flapping, project.held, coalesce(project."allowFanout", '{}') as "allowFanout",
  case when jsonb_typeof(manifest.manifest -> 'allowFanout') = 'array'
    then array(select jsonb_array_elements_text(manifest.manifest -> 'allowFanout')) end as "ownAllowFanout"
from "ProjectCatalog" project
left join "ProjectManifest" manifest on manifest."projectId" = project.id
where case when $1::text[] is null then project.origin <> 'archived' else project.slug = any($1) end
order by project.slug`;

/**
 * The selected projects, by slug: an archived one only where it is named.
 *
 * @throws AppError `not_found` for a slug that is no project's.
 */
export async function loadFacts(
  ctx: FederationContext,
  client: Pool | PoolClient,
  selection: ActionSelection,
): Promise<SelectedProject[]> {
  const named = await nameSelected(ctx, selection);
  const slugs = "slugs" in named ? named.slugs : null;
  const { rows } = await client.query<SelectedProject>({ name: "fanout-facts", text: select, values: [slugs] });
  const found = new Set(rows.map(({ slug }) => slug));
  const missing = slugs?.find((slug) => !found.has(slug));
  if (missing !== undefined) throw new AppError("not_found", `There is no project "${missing}".`, { field: "select" });
  return rows;
}

/**
 * The selection with its projects by name, where it was a filter. To be asked before a transaction begins: who holds a
 * connection, and perhaps a lock that others with connections wait for, must not need a second one.
 */
export async function nameSelected(ctx: FederationContext, selection: ActionSelection): Promise<ActionSelection> {
  if (!("filter" in selection)) return selection;
  return { slugs: (await listProjects(ctx, selection.filter)).map(({ slug }) => slug) };
}
