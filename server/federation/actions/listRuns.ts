import type { z } from "zod";
import type { listRunsQuery, RunRow } from "../../../contracts/actions.ts";
import type { FederationContext } from "../context.ts";
import { loadLatestRuns } from "./runRows.ts";

/** Runs, newest first, with how many of their targets are in which state. None before a run that there is not. */
export async function listRuns(
  ctx: Pick<FederationContext, "db">,
  query: z.output<typeof listRunsQuery>,
): Promise<RunRow[]> {
  return await loadLatestRuns(ctx.db.pool, query);
}
