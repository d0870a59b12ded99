import { useSyncExternalStore } from "react";

function everySecond(tick: () => void): () => void {
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}

const wholeSecond = () => Math.floor(Date.now() / 1000) * 1000;

/** Now, in milliseconds since 1970 and whole seconds, renewed every second. Use it once for a list, not once a row. */
export function useNow(): number {
  return useSyncExternalStore(everySecond, wholeSecond);
}
