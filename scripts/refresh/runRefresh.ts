import { setTimeout as sleep } from "node:timers/promises";
import { TRPCClientError } from "@trpc/client";
import type { ActionRun, PlannedTarget, TargetRow } from "../../contracts/actions.ts";
import type { FederationClient } from "../../contracts/client.ts";
import type { MetaHubConnection } from "../cli/metaHub.ts";

/** The newest value of one metric. */
type LatestMetric = Awaited<ReturnType<FederationClient["metrics"]["latest"]["query"]>>[number];

/** What came of one project: its values are in `ProjectMetric`, or why they are not. */
export type Refreshed = { slug: string; came: boolean; reason: string | null; values: LatestMetric[] };

export type Refresh = { runId: string | null; projects: Refreshed[] };

const pollMs = 300;
const mostPlans = 5;

/**
 * Asks every permitted project for its summaries through an action's run, and waits until they are stored or
 * `timeoutMs` have passed. `onProgress` is told how many of how many have come, whenever it looked.
 */
export async function runRefresh(
  hub: MetaHubConnection,
  { timeoutMs, onProgress }: { timeoutMs: number; onProgress: (came: number, asked: number) => void },
): Promise<Refresh> {
  const deadline = performance.now() + timeoutMs;
  const action = "fed.refresh.summaries";
  const select = { all: true } as const;
  const missingBefore = await missingEvents(hub);
  const { runId, targets: planned } = await hub.ask(async (client) => {
    for (let attempt = 1; ; attempt++) {
      const { planHash, targets } = await client.actions.plan.query({ action, select });
      if (targets.every(({ decision }) => decision === "refused")) return { runId: null, targets };
      const started = await client.actions.start
        .mutate({ action, select, planHash, idempotencyKey: crypto.randomUUID() })
        .catch((thrown: unknown) => {
          // Nobody was shown the plan: where a project has come or gone since, it is made again.
          if (attempt < mostPlans && thrown instanceof TRPCClientError && thrown.data?.code === "conflict") return null;
          throw thrown;
        });
      if (started !== null) return { runId: started.runId, targets };
    }
  });
  if (runId === null) return { runId, projects: planned.map((target) => notAsked(target)) };
  const asked = planned.filter(({ decision }) => decision !== "refused").length;
  for (;;) {
    const run = await hub.ask((client) => client.actions.run.query({ runId }));
    const stored = await storedTargets(hub, run, missingBefore);
    onProgress(stored.size, asked);
    const settled = run.state !== "running" && stored.size === completedOf(run).length;
    if (settled || performance.now() >= deadline) return { runId, projects: await outcomes(hub, run, stored) };
    await sleep(pollMs);
  }
}

const completedOf = (run: ActionRun): TargetRow[] => run.targets.filter(({ state }) => state === "completed");

/**
 * Targets whose values are in: the receipt that says `completed` is the last event of a refresh, so when it has come and
 * no event before it is missing, all have been stored.
 */
async function storedTargets(
  hub: MetaHubConnection,
  run: ActionRun,
  missingBefore: ReadonlyMap<string, number>,
): Promise<ReadonlySet<string>> {
  const completed = completedOf(run);
  if (completed.length === 0) return new Set();
  const missing = await missingEvents(hub);
  const slugs = completed.map(({ slug }) => slug);
  return new Set(slugs.filter((slug) => (missing.get(slug) ?? 0) <= (missingBefore.get(slug) ?? 0)));
}

/** How many events of each project have been sent but not stored. */
async function missingEvents(hub: MetaHubConnection): Promise<Map<string, number>> {
  const projects = await hub.ask((client) => client.projects.list.query({}));
  return new Map(projects.map(({ slug, completeness }) => [slug, completeness?.missing ?? 0]));
}

async function outcomes(hub: MetaHubConnection, run: ActionRun, stored: ReadonlySet<string>): Promise<Refreshed[]> {
  return await Promise.all(
    run.targets.map(async (target): Promise<Refreshed> => {
      const { slug } = target;
      if (!stored.has(slug)) return { slug, came: false, reason: reasonOf(target), values: [] };
      const values = await hub.ask((client) => client.metrics.latest.query({ project: slug }));
      return { slug, came: true, reason: null, values };
    }),
  );
}

function reasonOf({ state, attempts, reason }: TargetRow): string {
  if (state === "sent") return `no answer to ${attempts} attempts`;
  if (state === "completed") return "sent, but not stored yet";
  return reason === undefined ? state : `${state}: ${reason}`;
}

const notAsked = ({ slug, reason }: PlannedTarget): Refreshed => ({
  ...{ slug, came: false, values: [] },
  reason: `refused: ${reason ?? "not allowed"}`,
});
