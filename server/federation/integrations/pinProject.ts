import type { PinProject } from "../../../contracts/graph.ts";
import { AppError } from "../../platform/errors.ts";
import { appendAuditLog, takeAuditTurn } from "../auditLog/append.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { announce } from "../live/announce.ts";
import { noChanges } from "../live/changes.ts";
import { inTransaction } from "../transaction.ts";

/**
 * Puts a project where a person wants it on the map that everybody sees, and notes in the audit log who did. It stays
 * there. Throws `not_found`.
 */
export async function pinProject(ctx: FederationContext, { slug, x, y }: PinProject, by: Author): Promise<PinProject> {
  const id = await inTransaction(ctx.db.pool, async (client) => {
    await takeAuditTurn(client);
    const { rows } = await client.query<{ id: number }>(
      'update "ProjectCatalog" set x = $2, y = $3, placed = true where slug = $1 returning id',
      [slug, x, y],
    );
    const [project] = rows;
    if (project === undefined) throw new AppError("not_found", `There is no project "${slug}".`, { field: "slug" });
    const at = ctx.clock.now();
    await appendAuditLog(client, { at, by, verb: "graph.pin", subject: slug, details: { x, y } });
    return project.id;
  });
  await announce(ctx, { ...noChanges(), projects: [id] });
  return { slug, x, y };
}
