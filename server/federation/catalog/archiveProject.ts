import { AppError } from "../../platform/errors.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { appendAuditLog, takeAuditTurn } from "../auditLog/append.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { noChanges } from "../live/changes.ts";
import { recordHistory } from "./recordHistory.ts";

/**
 * Takes a project off the map, with all its history kept. What its hub goes on telling is stored, and it stays archived
 * until it is admitted or declared. Archiving it twice changes nothing.
 *
 * @throws AppError `not_found`, or `conflict` for a project that projects.yaml declares: the file would bring it back.
 */
export async function archiveProject(
  ctx: FederationContext,
  { slug }: { slug: string },
  by: Author,
): Promise<{ slug: string }> {
  const now = ctx.clock.now();
  await inTransaction(ctx.db.pool, async (client) => {
    await takeAuditTurn(client);
    const { rows } = await client.query<{ id: number; origin: string; admitted: boolean }>(
      `select id, origin, "admittedAt" is not null as admitted from "ProjectCatalog" where slug = $1 for no key update`,
      [slug],
    );
    const [project] = rows;
    if (project === undefined) throw new AppError("not_found", `There is no project "${slug}".`, { field: "slug" });
    if (project.origin === "declared" && !project.admitted) {
      throw new AppError("conflict", `projects.yaml declares "${slug}". Remove it there, and it is archived.`);
    }
    if (project.origin === "archived") return;
    await client.query(
      `update "ProjectCatalog" set origin = 'archived', held = false, "admittedAt" = null where id = $1`,
      [project.id],
    );
    await recordHistory(client, [project.id], now);
    await appendAuditLog(client, { at: now, by, verb: "project.archive", subject: slug, details: {} });
  });
  await ctx.announce({ ...noChanges(), removed: [slug] });
  ctx.log.info("catalog.archived", { project: slug, actor: by.name });
  return { slug };
}
