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

const wholeSecond = () => Math.floor(Date.now() / 1000) * 1000;

/** Now, in milliseconds since 1970 and whole seconds, renewed every second. All that uses it renders anew each second. */
export function useNow(): number {
  return useSyncExternalStore(everySecond, wholeSecond);
}

/** Words that depend on now, in milliseconds since 1970: looked at every second, rendered when they are others. */
export function useTimely(words: (now: number) => string): string {
  return useSyncExternalStore(everySecond, () => words(wholeSecond()));
}
