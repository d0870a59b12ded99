import type { Mesh } from "../mesh/connect.ts";
import { AppError } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";
import type { FederationContext } from "./context.ts";

/** How often each job runs, in milliseconds; each has a default. */
export type TimerIntervals = { sweepMs: number; alertsMs: number; upkeepMs: number; graceMs: number };

export function startTimers(_options: {
  ctx: FederationContext;
  mesh: Mesh;
  log: Log;
  intervals?: Partial<TimerIntervals>;
}): { stop(): Promise<void> } {
  throw new AppError("unavailable", "not written yet");
}
