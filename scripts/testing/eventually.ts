/**
 * Polls `check` until it answers something truthy and does not throw, and answers that. For what takes an unknown
 * time; a fixed pause would be either too short or too long.
 *
 * @throws what `check` threw last, or an error that shows what it answered last, after `timeoutMs` (20 s).
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 20_000, pauseMs = 20 }: { timeoutMs?: number; pauseMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    let failure: unknown;
    try {
      const answer = await check();
      if (answer) return answer;
      failure = new Error(`still ${JSON.stringify(answer)} after ${timeoutMs} ms`);
    } catch (thrown) {
      failure = thrown;
    }
    if (performance.now() >= deadline) throw failure;
    await Bun.sleep(pauseMs);
  }
}
