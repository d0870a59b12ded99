import type { Stop } from "../../platform/lifecycle.ts";
import { type Repetition, repeat } from "../../platform/repeat.ts";
import type { InstanceContext } from "../context.ts";
import type { Turns } from "../turns.ts";
import { runDueAudits } from "./runDueAudits.ts";

/** How often it is looked whether an audit is due, in milliseconds. */
const checkMs = 3600 * 1000;

/**
 * Runs the audits that are due, once `after` has happened and then every hour: both read the whole repository, and one
 * after the other is gentler than both at once. `onEnded` is called after each.
 */
export function startAudits(
  ctx: InstanceContext,
  options: { after: Promise<void>; turns: Turns; onEnded: () => void },
): Stop {
  const stopping = new AbortController();
  const { signal } = stopping;
  let audits: Repetition | undefined;
  void options.after.then(() => {
    if (signal.aborted) return;
    audits = repeat(ctx.log, "audits", checkMs, () =>
      runDueAudits(ctx, { signal, turns: options.turns, onEnded: options.onEnded }),
    );
  });
  return async () => {
    stopping.abort(new Error("the hub is stopping"));
    await audits?.stop();
  };
}
