import type { Pool } from "pg";
import type { MeshEvent } from "../../mesh/parseEvent.ts";
import { configReporter } from "../integrations/strength.ts";
import type { Directory } from "./directory.ts";

/** A slug that would pass for something else in the evidence of edges. */
export const reservedSlugs: ReadonlySet<string> = new Set([configReporter]);

/**
 * Adds projects that announce themselves and that nobody declared, as `discovered`: visible, and never asked to do
 * anything. Who takes another project's name is not added; the identity check then rejects it.
 */
export async function discover(pool: Pool, events: readonly MeshEvent[], directory: Directory): Promise<void> {
  const found = new Map<string, { slug: string; meshNs: string; hubUrl: string }>();
  for (const event of events) {
    if (event.kind !== "hub.presence" || directory.byNamespace(event.meshNs) !== undefined) continue;
    const { projectSlug, hubUrl } = event.payload;
    if (directory.bySlug(projectSlug) !== undefined || reservedSlugs.has(projectSlug)) continue;
    if (!found.has(projectSlug)) found.set(projectSlug, { slug: projectSlug, meshNs: event.meshNs, hubUrl });
  }
  if (found.size === 0) return;
  const projects = [...found.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  await pool.query(
    `insert into "ProjectCatalog" (slug, name, "meshNs", "hubUrl", origin, teams, tags, "allowFanout")
     select slug, slug, "meshNs", "hubUrl", 'discovered', '{}', '{}', '{}'
     from unnest($1::text[], $2::text[], $3::text[]) as found (slug, "meshNs", "hubUrl")
     on conflict do nothing`,
    [projects.map(({ slug }) => slug), projects.map(({ meshNs }) => meshNs), projects.map(({ hubUrl }) => hubUrl)],
  );
  directory.forget();
}
