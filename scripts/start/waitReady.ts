/** How waiting for a hub ended. `reason` is for people. */
export type Readiness = { ready: true } | { ready: false; reason: string };

/**
 * Polls `address` until it answers 200, the process behind it ends, `signal` aborts, or `timeoutMs` has passed.
 */
export async function waitReady(
  address: string,
  options: { exited: Promise<number>; signal: AbortSignal; timeoutMs: number },
): Promise<Readiness> {
  let exitCode: number | undefined;
  void options.exited.then((code) => {
    exitCode = code;
  });
  const deadline = performance.now() + options.timeoutMs;
  let reason = "no answer";
  while (performance.now() < deadline) {
    if (options.signal.aborted) return { ready: false, reason: "stopped" };
    if (exitCode !== undefined) return { ready: false, reason: `it ended with exit code ${exitCode}` };
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(2000) });
      if (answer.ok) return { ready: true };
      reason = `it answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`;
    } catch {
      // Not listening yet.
    }
    await Bun.sleep(25);
  }
  return { ready: false, reason: `not ready after ${Math.round(options.timeoutMs / 1000)} s, ${reason}` };
}
