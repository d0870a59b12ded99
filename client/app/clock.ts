import { useSyncExternalStore } from "react";

const ticks = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for everybody who wants to know. */
function everySecond(tick: () => void): () => void {
  ticks.add(tick);
  timer ??= setInterval(() => {
    for (const each of ticks) each();
  }, 1000);
  return () => {
    ticks.delete(tick);
    if (ticks.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const now = (stepMs: number) => Math.floor(Date.now() / stepMs) * stepMs;

/** Now, in milliseconds since 1970, in whole steps: what uses it renders anew with each step, every second unless said. */
export function useNow(stepMs = 1000): number {
  return useSyncExternalStore(everySecond, () => now(stepMs));
}

/** Words that depend on now, in milliseconds since 1970: looked at every second, rendered when they are others. */
export function useTimely(words: (now: number) => string): string {
  return useSyncExternalStore(everySecond, () => words(now(1000)));
}
