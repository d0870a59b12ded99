import { defineRule } from "../rule.ts";
import { sayMoment } from "../sayMoment.ts";

/** How the latest run of an action ended at one project. */
export type ActionFacts = {
  projectId: number;
  slug: string;
  name: string;
  action: string;
  runId: string;
  state: string;
  /** Zero: the plan itself refused it, which whoever started it was shown. */
  attempts: number;
  reason: string | null;
  updatedAt: Date;
};

const hourMs = 3_600_000;
const remembered = 24 * hourMs;

/** An action that a project refused, or did not answer in time. A later run that does better is the end of it. */
export const actionFailed = defineRule<ActionFacts>({
  name: "action-failed",
  facts: `select distinct on (run.action, target."projectId") target."projectId", project.slug, project.name,
      run.action, run.id as "runId", target.state, target.attempts, target.reason, target."updatedAt"
    from "ActionRun" run
    join "ActionTarget" target on target."runId" = run.id
    join "ProjectCatalog" project on project.id = target."projectId"
    where project.origin <> 'archived' and run."startedAt" >= $1
    order by run.action, target."projectId", run."startedAt" desc, run.id desc`,
  // A run takes an hour at most.
  values: (now) => [new Date(now.getTime() - remembered - 2 * hourMs)],
  judge: (targets, _policy, now) =>
    targets
      .filter(
        ({ state, attempts, updatedAt }) =>
          (state === "expired" || (state === "refused" && attempts > 0)) &&
          now.getTime() - updatedAt.getTime() <= remembered,
      )
      .map(({ projectId, slug, name, action, runId, state, attempts, reason, updatedAt }) => ({
        rule: "action-failed",
        fingerprint: `action-failed:${action}:${slug}`,
        projectId,
        severity: "warning",
        title: state === "refused" ? `${name} refused ${action}` : `${name} did not answer ${action}`,
        description:
          `${state === "refused" ? "Refused" : "Expired"} at ${sayMoment(updatedAt)} after ${attempts} ` +
          `${attempts === 1 ? "attempt" : "attempts"}${reason === null ? "" : `: ${reason}`}. ` +
          // A retry tries what failed or expired: what was refused is asked again by a new run.
          (state === "refused"
            ? "Compare allowFanout in projects.yaml with the project's own hub.yaml, then start the action again: " +
              `retrying /actions/${runId} leaves out what was refused.`
            : `Check that its hub is online and its mesh keys are current, then retry the run at /actions/${runId}.`),
      })),
});
