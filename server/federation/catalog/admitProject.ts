import { type AdmitProject, admitProject as admitInput, type ProjectRow } from "../../../contracts/projects.ts";
import { AppError } from "../../platform/errors.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { appendAuditLog, takeAuditTurn } from "../auditLog/append.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { takeBackEdges } from "../integrations/takeBackEdges.ts";
import { noChanges } from "../live/changes.ts";
import { loadProjectRows } from "./projectRows.ts";
import { recordHistory } from "./recordHistory.ts";

/**
 * Makes a discovered or archived project a declared one, on an admin's word instead of the file's: `projects.yaml`
 * leaves it alone until it names it. Its address and what may be asked of it are what the admin says, never what its
 * hub said.
 *
 * @throws AppError `not_found`, or `conflict` for a project that is declared already.
 */
export async function admitProject(ctx: FederationContext, input: AdmitProject, by: Author): Promise<ProjectRow> {
  const { slug, name, hubUrl, allowFanout } = admitInput.parse(input);
  const now = ctx.clock.now();
  const { id, edges } = await inTransaction(ctx.db.pool, async (client) => {
    await takeAuditTurn(client);
    const { rows } = await client.query<{ id: number; origin: string }>(
      'select id, origin from "ProjectCatalog" where slug = $1 for no key update',
      [slug],
    );
    const [project] = rows;
    if (project === undefined) throw new AppError("not_found", `There is no project "${slug}".`, { field: "slug" });
    if (project.origin === "declared") throw new AppError("conflict", `"${slug}" is declared already.`);
    await client.query(
      `update "ProjectCatalog" set origin = 'declared', "admittedAt" = $2, name = coalesce($3, name), "hubUrl" = $4,
         "allowFanout" = $5 where id = $1`,
      [project.id, now, name ?? null, hubUrl, [...new Set(allowFanout)]],
    );
    await recordHistory(client, [project.id], now);
    const details = { hubUrl, allowFanout };
    await appendAuditLog(client, { at: now, by, verb: "project.admit", subject: slug, details });
    const { halfLifeDays } = ctx.policy.integrations;
    return { id: project.id, edges: await takeBackEdges(client, [slug], { halfLifeDays, now }) };
  });
  await ctx.announce({ ...noChanges(), projects: [id], edges });
  ctx.log.info("catalog.admitted", { project: slug, hubUrl, actor: by.name });
  const [row] = await loadProjectRows(ctx, { ids: [id] });
  if (row === undefined) throw new AppError("not_found", `There is no project "${slug}".`, { field: "slug" });
  return row;
}
