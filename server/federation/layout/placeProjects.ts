import { inTransaction } from "../../platform/transaction.ts";
import type { FederationContext } from "../context.ts";
import { type Changes, noChanges } from "../live/changes.ts";
import { takeLock } from "../locks.ts";
import type { LayoutEdge, LayoutNode } from "./layOut.ts";
import { layOutAside } from "./layOutAside.ts";

type StoredNode = LayoutNode & { id: number; joined: boolean };

/** Whether some integration of a project is known, so that its place can mean something. */
const joined = `project.id in (select "fromProjectId" from "IntegrationEdge" union select "toProjectId" from "IntegrationEdge")`;

/** Somebody may have pinned a project while the layout was under way: it stays there. */
const update = `
update "ProjectCatalog" project set x = found.x, y = found.y, placed = found.placed
from unnest($1::int[], $2::float8[], $3::float8[], $4::boolean[]) as found (id, x, y, placed)
where project.id = found.id and not project.placed
returning project.id`;

/** Asked every two seconds, and nearly always answered with no: then nothing else is read. */
const selectUnplaced = `
select exists (
  select from "ProjectCatalog" project
  where project.origin <> 'archived' and not project.placed and ((project.x = 0 and project.y = 0) or ${joined})
) as found`;

const selectNodes = `
select project.id, project.slug, project.domain, project.x, project.y, project.placed, ${joined} as joined
from "ProjectCatalog" project where project.origin <> 'archived'`;

const selectEdges = `
select source.slug as from, target.slug as to, edge.strength from "IntegrationEdge" edge
join "ProjectCatalog" source on source.id = edge."fromProjectId"
join "ProjectCatalog" target on target.id = edge."toProjectId"
where edge.strength > 0 order by edge.id`;

/**
 * Gives a place on the shared map to every project that has none: a passing one while nothing joins it to others, the
 * lasting one when its first integration is known. Does nothing, cheaply, when there is nothing to place.
 */
export async function placeProjects(ctx: FederationContext): Promise<Changes> {
  const projects = await inTransaction(ctx.db.pool, async (client) => {
    await takeLock(client, "layout");
    const unplaced = await client.query<{ found: boolean }>(selectUnplaced);
    if (unplaced.rows[0]?.found !== true) return [];
    const { rows: nodes } = await client.query<StoredNode>(selectNodes);
    const needsPlace = nodes.filter(({ placed, joined, x, y }) => !placed && (joined || (x === 0 && y === 0)));
    if (needsPlace.length === 0) return [];
    const { rows: edges } = await client.query<LayoutEdge>(selectEdges);
    const moving = new Set(needsPlace.map(({ slug }) => slug));
    const places = await layOutAside(
      nodes.map((node) => ({ ...node, placed: !moving.has(node.slug) })),
      edges,
    );
    const bySlug = new Map(nodes.map((node) => [node.slug, node]));
    const found = places.flatMap((place) => {
      const node = bySlug.get(place.slug);
      return node === undefined ? [] : [{ ...place, id: node.id, placed: node.joined }];
    });
    found.sort((a, b) => a.id - b.id);
    await client.query('select from "ProjectCatalog" where id = any($1) order by id for no key update', [
      found.map(({ id }) => id),
    ]);
    const { rows: moved } = await client.query<{ id: number }>(update, [
      found.map(({ id }) => id),
      found.map(({ x }) => x),
      found.map(({ y }) => y),
      found.map(({ placed }) => placed),
    ]);
    return moved.map(({ id }) => id);
  });
  return { ...noChanges(), projects };
}
