import type { Mesh } from "../../mesh/connect.ts";
import type { FederationContext } from "../context.ts";
import { type Changes, noChanges } from "../live/changes.ts";
import type { Partitions } from "../metrics/partitions.ts";
import { graceMs } from "./blindness.ts";
import { forgetHearing, forgetLost, noteHearing, someoneHears } from "./hearing.ts";
import { holdStatuses, sweepLiveness } from "./sweepLiveness.ts";

/** After the database was away, the pulses that came meanwhile are stored first. */
const graceAfterFailureMs = 5000;

/** The sweep of one process: call `run` about once a second. */
export type Sweep = { run(): Promise<Changes>; stop(): Promise<void> };

/**
 * Makes a sweep that judges only what it can have heard. While the mesh is away from every replica statuses are held;
 * after it came back, and after a start, silence does not count until every hub has had the time for one beat.
 */
export function createSweep(options: {
  ctx: FederationContext;
  mesh: Pick<Mesh, "isConnected" | "onConnectionChange">;
  partitions: Partitions;
}): Sweep {
  const { ctx, mesh, partitions } = options;
  const { pool } = ctx.db;
  const replica = crypto.randomUUID();
  const now = () => ctx.clock.now().getTime();
  let quietUntil = now() + graceMs(ctx.policy.liveness);
  let mustHold = true;
  const stopWatching = mesh.onConnectionChange((connected) => {
    quietUntil = now() + graceMs(ctx.policy.liveness);
    if (!connected) mustHold = true;
  });

  /** What another replica hears is judged by that one; if it falls deaf too, this one must still hold. */
  const holdUnlessHeard = async (connected: boolean): Promise<Changes> => {
    await forgetHearing(pool, replica);
    if (await someoneHears(pool)) {
      if (!connected) mustHold = true;
      return noChanges();
    }
    // One that was away only for a moment has missed a beat or two, which the grace is for: no blindness.
    return await holdStatuses(ctx, { lost: !connected });
  };

  return {
    async stop() {
      void stopWatching();
      await forgetHearing(pool, replica);
    },
    async run() {
      const held = !mustHold;
      try {
        const connected = mesh.isConnected();
        if (!held) {
          mustHold = false;
          return await holdUnlessHeard(connected);
        }
        if (!connected) return noChanges();
        await noteHearing(pool, replica);
        // One that was killed may have stored what it then told nobody: every page asks for everything once.
        if (await forgetLost(pool)) ctx.changes.publish({ type: "resync" });
        if (now() < quietUntil) return noChanges();
        return await sweepLiveness(ctx, partitions);
      } catch (thrown) {
        if (!held) mustHold = true;
        quietUntil = Math.max(quietUntil, now() + graceAfterFailureMs);
        throw thrown;
      }
    },
  };
}
