import { z } from "zod";
import {
  type ActionCatalogRow,
  type ActionPlan,
  type ActionRun,
  type AuditLogCheck,
  type ExportedRun,
  listRunsQuery,
  planQuery,
  type RunRow,
  retryInput,
  startInput,
} from "../../../../contracts/actions.ts";
import { cancelRun } from "../../../federation/actions/cancelRun.ts";
import { checkAuditLog } from "../../../federation/actions/checkAuditLog.ts";
import { exportRun } from "../../../federation/actions/exportRun.ts";
import { getRun } from "../../../federation/actions/getRun.ts";
import { listCatalog } from "../../../federation/actions/listCatalog.ts";
import { listRuns } from "../../../federation/actions/listRuns.ts";
import { planRun } from "../../../federation/actions/planRun.ts";
import { retryRun } from "../../../federation/actions/retryRun.ts";
import { type Starter, startRun } from "../../../federation/actions/startRun.ts";
import { type CallContext, procedure, router } from "../init.ts";

const oneRun = z.strictObject({ runId: z.uuid() });

const starterOf = ({ actor, requestId }: CallContext): Starter => ({ name: actor.name, requestId });

export const actionsRouter = router({
  /** Every action there is, with the permission it needs on both sides. */
  catalog: procedure.query((): ActionCatalogRow[] => listCatalog()),

  /** What a start would do with each project, and the hash by which it can be started. Writes nothing. */
  plan: procedure.input(planQuery).query(({ ctx, input }): Promise<ActionPlan> => planRun(ctx.fed, input)),

  /** Carries out the plan that was shown. `conflict` with the difference when it has changed. */
  start: procedure
    .input(startInput)
    .mutation(({ ctx, input }): Promise<{ runId: string }> => startRun(ctx.fed, input, starterOf(ctx))),

  /** Runs, newest first. */
  runs: procedure
    .input(listRunsQuery.prefault({}))
    .query(({ ctx, input }): Promise<RunRow[]> => listRuns(ctx.fed, input)),

  /** One run with every target. */
  run: procedure.input(oneRun).query(({ ctx, input }): Promise<ActionRun> => getRun(ctx.fed, input)),

  /** One run with every target and what the audit log says of it. */
  export: procedure.input(oneRun).query(({ ctx, input }): Promise<ExportedRun> => exportRun(ctx.fed, input)),

  /** Checks the whole audit log: every hash, no gap, an entry for every run. */
  checkLog: procedure.query(({ ctx }): Promise<AuditLogCheck> => checkAuditLog(ctx.fed)),

  /** Tries what failed or expired once more, as a run of its own. */
  retry: procedure
    .input(retryInput)
    .mutation(({ ctx, input }): Promise<{ runId: string }> => retryRun(ctx.fed, input, starterOf(ctx))),

  /** Tries no more what no instance has answered. */
  cancel: procedure
    .input(oneRun)
    .mutation(({ ctx, input }): Promise<{ runId: string }> => cancelRun(ctx.fed, input, starterOf(ctx))),
});
