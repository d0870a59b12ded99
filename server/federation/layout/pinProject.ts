import type { QueryConfig } from "pg";
import type { PinProject } from "../../../contracts/graph.ts";
import { AppError } from "../../platform/errors.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { appendAuditLog, takeAuditTurn } from "../auditLog/append.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { noChanges } from "../live/changes.ts";

const pin = `
update "ProjectCatalog" set x = $2, y = $3, placed = true, "homeX" = coalesce("homeX", x), "homeY" = coalesce("homeY", y)
where slug = $1 returning id`;

/** What never had a place, or had a passing one, is placed anew with the next look. One that is not pinned stays. */
const unpin = `
update "ProjectCatalog" project
set x = coalesce("homeX", x), y = coalesce("homeY", y), "homeX" = null, "homeY" = null,
  placed = case when "homeX" is null then placed else ("homeX" <> 0 or "homeY" <> 0) and exists (
    select from "IntegrationEdge" edge where project.id in (edge."fromProjectId", edge."toProjectId")
  ) end
where slug = $1 returning id`;

/**
 * Puts a project where a person wants it on the map that everybody sees, and notes in the audit log who did. It stays
 * there until it is unpinned. Throws `not_found`.
 */
export async function pinProject(ctx: FederationContext, { slug, x, y }: PinProject, by: Author): Promise<PinProject> {
  await move(ctx, { text: pin, values: [slug, x, y] }, { by, verb: "graph.pin", subject: slug, details: { x, y } });
  return { slug, x, y };
}

/** Puts a project back to where the map had put it, and notes in the audit log who did. Throws `not_found`. */
export async function unpinProject(ctx: FederationContext, { slug }: { slug: string }, by: Author): Promise<void> {
  await move(ctx, { text: unpin, values: [slug] }, { by, verb: "graph.unpin", subject: slug, details: {} });
}

type Move = { by: Author; verb: "graph.pin" | "graph.unpin"; subject: string; details: Record<string, number> };

async function move(ctx: FederationContext, query: QueryConfig, entry: Move): Promise<void> {
  const id = await inTransaction(ctx.db.pool, async (client) => {
    await takeAuditTurn(client);
    const [project] = (await client.query<{ id: number }>(query)).rows;
    if (project === undefined) {
      throw new AppError("not_found", `There is no project "${entry.subject}".`, { field: "slug" });
    }
    await appendAuditLog(client, { at: ctx.clock.now(), ...entry });
    return project.id;
  });
  await ctx.announce({ ...noChanges(), projects: [id] });
}
