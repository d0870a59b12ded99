import type { z } from "zod";
import type { listRunsQuery, RunRow } from "../../../contracts/actions.ts";
import type { FederationContext } from "../context.ts";
import { loadLatestRuns } from "./runRows.ts";

/** Runs, newest first, with how many of their targets are in which state. */
export async function listRuns(
  ctx: Pick<FederationContext, "db">,
  {
    action = null,
    before,
    limit,
  }: Omit<z.output<typeof listRunsQuery>, "action"> & { action?: string | null | undefined },
): Promise<RunRow[]> {
  return await loadLatestRuns(ctx.db.pool, { action, before: before === undefined ? null : new Date(before), limit });
}
