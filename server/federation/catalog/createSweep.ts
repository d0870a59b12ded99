import type { Mesh } from "../../mesh/connect.ts";
import type { FederationContext } from "../context.ts";
import { type Changes, noChanges } from "../live/changes.ts";
import type { Partitions } from "../metrics/partitions.ts";
import { graceMs } from "./blindness.ts";
import { holdStatuses, sweepLiveness } from "./sweepLiveness.ts";

/** After the database was away, the pulses that came meanwhile are stored first. */
const graceAfterFailureMs = 5000;

/** The sweep of one process: call `run` about once a second. */
export type Sweep = { run(): Promise<Changes>; stop(): void };

/**
 * Makes a sweep that judges only what it can have heard. While the mesh is away statuses are held; after it came back,
 * and after a start, silence does not count until every hub has had the time for one beat.
 */
export function createSweep(options: {
  ctx: FederationContext;
  mesh: Pick<Mesh, "isConnected" | "onConnectionChange">;
  partitions: Partitions;
}): Sweep {
  const { ctx, mesh, partitions } = options;
  const now = () => ctx.clock.now().getTime();
  let quietUntil = now() + graceMs(ctx.policy.liveness);
  let mustHold = true;
  const stop = mesh.onConnectionChange((connected) => {
    quietUntil = now() + graceMs(ctx.policy.liveness);
    if (!connected) mustHold = true;
  });
  return {
    stop,
    async run() {
      try {
        if (mustHold) {
          // One that was away only for a moment has missed a beat or two, which the grace is for: no blindness.
          const changes = await holdStatuses(ctx, { lost: !mesh.isConnected() });
          mustHold = false;
          return changes;
        }
        if (!mesh.isConnected() || now() < quietUntil) return noChanges();
        return await sweepLiveness(ctx, partitions);
      } catch (thrown) {
        quietUntil = Math.max(quietUntil, now() + graceAfterFailureMs);
        throw thrown;
      }
    },
  };
}
