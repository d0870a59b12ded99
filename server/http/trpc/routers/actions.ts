import { z } from "zod";
import {
  type ActionCatalogRow,
  type ActionPlan,
  type ActionRun,
  type AuditLogCheck,
  type AuditLogRow,
  auditLogQuery,
  type ExportedRun,
  listRunsQuery,
  type ProjectRun,
  planQuery,
  projectRunsQuery,
  type RunRow,
  retryInput,
  startInput,
} from "../../../../contracts/actions.ts";
import { listCatalog } from "../../../federation/actions/listCatalog.ts";
import { planRun } from "../../../federation/actions/plan/planRun.ts";
import { cancelRun } from "../../../federation/actions/runs/cancelRun.ts";
import { exportRun } from "../../../federation/actions/runs/exportRun.ts";
import { getRun } from "../../../federation/actions/runs/getRun.ts";
import { listProjectRuns } from "../../../federation/actions/runs/listProjectRuns.ts";
import { listRuns } from "../../../federation/actions/runs/listRuns.ts";
import { retryRun } from "../../../federation/actions/runs/retryRun.ts";
import { startRun } from "../../../federation/actions/runs/startRun.ts";
import { checkAuditLog } from "../../../federation/auditLog/check.ts";
import { listAuditLog } from "../../../federation/auditLog/list.ts";
import { authorOf, procedure, router } from "../init.ts";

const oneRun = z.strictObject({ runId: z.uuid() });

export const actionsRouter = router({
  /** Every action there is, with the permission it needs on both sides. */
  catalog: procedure.query((): ActionCatalogRow[] => listCatalog()),

  /** What a start would do with each project, and the hash by which it can be started. Writes nothing. */
  plan: procedure.input(planQuery).query(({ ctx, input }): Promise<ActionPlan> => planRun(ctx.fed, input)),

  /** Carries out the plan that was shown. `conflict` with the difference when it has changed. */
  start: procedure
    .input(startInput)
    .mutation(({ ctx, input }): Promise<{ runId: string }> => startRun(ctx.fed, input, authorOf(ctx))),

  /** Runs, newest first. */
  runs: procedure
    .input(listRunsQuery.prefault({}))
    .query(({ ctx, input }): Promise<RunRow[]> => listRuns(ctx.fed, input)),

  /** The runs in which one project was asked, newest first, each with how it went there. */
  ofProject: procedure
    .input(projectRunsQuery)
    .query(({ ctx, input }): Promise<ProjectRun[]> => listProjectRuns(ctx.fed, input)),

  /** One run with every target. */
  run: procedure.input(oneRun).query(({ ctx, input }): Promise<ActionRun> => getRun(ctx.fed, input)),

  /** One run with every target and what the audit log says of it. */
  export: procedure.input(oneRun).query(({ ctx, input }): Promise<ExportedRun> => exportRun(ctx.fed, input)),

  /** Who did what and from where, newest first: runs, keys, projects, alerts and silences. */
  log: procedure
    .input(auditLogQuery.prefault({}))
    .query(({ ctx, input }): Promise<AuditLogRow[]> => listAuditLog(ctx.fed, input)),

  /** Checks the whole audit log: every hash, no gap, an entry for every run. */
  checkLog: procedure.query(({ ctx }): Promise<AuditLogCheck> => checkAuditLog(ctx.fed)),

  /** Tries what failed or expired once more, as a run of its own. */
  retry: procedure
    .input(retryInput)
    .mutation(({ ctx, input }): Promise<{ runId: string }> => retryRun(ctx.fed, input, authorOf(ctx))),

  /** Tries no more what no instance has answered. */
  cancel: procedure
    .input(oneRun)
    .mutation(({ ctx, input }): Promise<{ runId: string }> => cancelRun(ctx.fed, input, authorOf(ctx))),
});
