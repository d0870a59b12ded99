const firstDelayMs = 250;

/** 250 ms, doubling with every further failure in a row up to `longestMs`. */
export const growingDelay = (failures: number, longestMs: number): number =>
  Math.min(firstDelayMs * 2 ** Math.max(0, failures - 1), longestMs);

/** Waits, but not past the moment `signal` is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener("abort", wake);
  });
}
