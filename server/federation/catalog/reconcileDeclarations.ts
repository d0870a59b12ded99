import type { ProjectsConfig } from "../../../contracts/config.ts";
import type { DeclarationsApplied } from "../../../contracts/projects.ts";
import { AppError, messageOf, UserError } from "../../platform/errors.ts";
import type { Author } from "../auditLog/author.ts";
import type { FederationContext } from "../context.ts";
import { applyDeclarations } from "./applyDeclarations.ts";

/** Reads `projects.yaml`. Throws a `UserError` that says what is wrong with it. */
export type LoadDeclarations = () => Promise<ProjectsConfig>;

/**
 * Reads `projects.yaml` and applies it. When it cannot be read, is wrong, or would archive too much, the catalog stays
 * as it was last, and the system status says why until it is put right or forced.
 *
 * @throws AppError `invalid_input` for a file that is wrong, `conflict` for one that archives too much at once.
 */
export async function reconcileDeclarations(
  ctx: FederationContext,
  { load, ...how }: { load: LoadDeclarations; force: boolean; by?: Author },
): Promise<DeclarationsApplied> {
  try {
    const result = await applyDeclarations(ctx, { config: await load(), ...how });
    await ctx.db.pool.query(
      'update "FederationState" set "declarationsAt" = $1, "declarationsProblem" = null where id = 1',
      [ctx.clock.now()],
    );
    return result;
  } catch (thrown) {
    const ours = thrown instanceof UserError || thrown instanceof AppError;
    const problem = ours ? messageOf(thrown) : "The database refused: see the log.";
    ctx.log.warn("catalog.declarations_refused", { problem: ours ? problem : messageOf(thrown) });
    await ctx.db.pool.query('update "FederationState" set "declarationsProblem" = $1 where id = 1', [problem]);
    if (thrown instanceof UserError) throw new AppError("invalid_input", problem);
    throw thrown;
  }
}
