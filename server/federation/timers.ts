import type { Mesh } from "../mesh/connect.ts";
import type { Log } from "../platform/log.ts";
import { repeat } from "../platform/repeat.ts";
import { evaluateAlerts } from "./alerts/evaluate.ts";
import type { FederationContext } from "./context.ts";
import { recordEdgeHistory } from "./integrations/recordEdgeHistory.ts";
import { placeProjects } from "./layout/placeProjects.ts";
import { createAnnouncer } from "./live/announcer.ts";
import { noChanges } from "./live/changes.ts";
import { createSweep } from "./liveness/createSweep.ts";
import { Partitions } from "./metrics/partitions.ts";
import { keepStreamRoom } from "./telemetry/keepStreamRoom.ts";
import { upkeep } from "./upkeep.ts";

/** How often each job runs, in milliseconds. */
export type TimerIntervals = {
  sweepMs: number;
  placeMs: number;
  alertsMs: number;
  upkeepMs: number;
  edgeHistoryMs: number;
  streamMs: number;
};

const defaults: TimerIntervals = {
  sweepMs: 1000,
  placeMs: 2000,
  alertsMs: 5000,
  upkeepMs: 3_600_000,
  edgeHistoryMs: 60_000,
  streamMs: 60_000,
};

/** Starts everything the Meta Hub does without being asked. Several replicas may run it: each job takes turns. */
export function startTimers(options: {
  ctx: FederationContext;
  mesh: Mesh;
  log: Log;
  intervals?: Partial<TimerIntervals>;
}): { stop(): Promise<void> } {
  const { ctx, mesh, log } = options;
  const intervals = { ...defaults, ...options.intervals };
  const announcer = createAnnouncer(ctx);
  const partitions = new Partitions(ctx.db.pool);
  const sweep = createSweep({ ctx, mesh, partitions });
  const jobs = [
    repeat(log, "sweep", intervals.sweepMs, async () => announcer.add(await sweep.run())),
    repeat(log, "place", intervals.placeMs, async () => announcer.add(await placeProjects(ctx))),
    repeat(log, "alerts", intervals.alertsMs, async () => announcer.add(await evaluateAlerts(ctx))),
    // What ages does so without an event: who looks at it all day must hear of it.
    repeat(log, "edge-history", intervals.edgeHistoryMs, async () =>
      announcer.add({ ...noChanges(), edges: await recordEdgeHistory(ctx) }),
    ),
    repeat(log, "stream", intervals.streamMs, () => keepStreamRoom(ctx, mesh)),
    repeat(log, "upkeep", intervals.upkeepMs, () => upkeep(ctx, partitions)),
  ];
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
      await sweep.stop();
      await announcer.stop();
    },
  };
}
