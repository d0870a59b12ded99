import type { ActionRun } from "../../../../contracts/actions.ts";
import { AppError } from "../../../platform/errors.ts";
import type { FederationContext } from "../../context.ts";
import { loadRuns, loadTargets } from "./runRows.ts";

/** One run with all its targets, by slug. Throws `not_found`. */
export async function getRun(ctx: Pick<FederationContext, "db">, { runId }: { runId: string }): Promise<ActionRun> {
  const { pool } = ctx.db;
  const [[run], targets] = await Promise.all([loadRuns(pool, [runId]), loadTargets(pool, { runIds: [runId] })]);
  if (run === undefined) throw new AppError("not_found", "There is no such run.", { field: "runId" });
  return { ...run, targets: targets.map(({ target }) => target) };
}
