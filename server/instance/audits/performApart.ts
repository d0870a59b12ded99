import type { AuditAnswer, AuditRequest } from "./auditWorker.ts";
import type { AuditOutcome } from "./finding.ts";

/**
 * Runs one audit as `performAudit` does, on a thread of its own: looking for secrets and measuring code keeps a processor
 * busy for as long as a minute, and the hub must go on answering. The thread and its memory are gone afterwards.
 *
 * @throws the signal's reason as soon as it is aborted, in the middle of a file too.
 */
export async function performApart(input: AuditRequest & { signal?: AbortSignal }): Promise<AuditOutcome> {
  const { signal, ...request } = input;
  signal?.throwIfAborted();
  const worker = new Worker(new URL("./auditWorker.ts", import.meta.url));
  const { promise, resolve, reject } = Promise.withResolvers<AuditOutcome>();
  const abort = () => reject(signal?.reason);
  worker.onmessage = ({ data }: MessageEvent<AuditAnswer>) => {
    if ("error" in data) reject(new Error(data.error));
    else resolve(data.outcome);
  };
  worker.onerror = (event) => reject(new Error(`the audit's thread failed: ${event.message}`));
  signal?.addEventListener("abort", abort);
  try {
    worker.postMessage(request);
    return await promise;
  } finally {
    signal?.removeEventListener("abort", abort);
    worker.terminate();
  }
}
