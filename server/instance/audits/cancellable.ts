import type { InstanceContext } from "../context.ts";

/** Audits that this process runs now: what stops each, and answers when it has ended. */
export type RunningAudits = Map<string, () => Promise<void>>;

/** Why an audit ended that a person stopped; its receipt says so too. */
export const cancelledReason = "cancelled";

/** Runs an audit with a signal that `cancelAudit` aborts too. */
export async function whileCancellable<T>(
  { runningAudits }: Pick<InstanceContext, "runningAudits">,
  { id, signal }: { id: string; signal?: AbortSignal | undefined },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  runningAudits?.set(id, () => {
    own.abort(new Error(cancelledReason));
    return ended;
  });
  try {
    return await run(signal === undefined ? own.signal : AbortSignal.any([signal, own.signal]));
  } finally {
    runningAudits?.delete(id);
    resolve();
  }
}
