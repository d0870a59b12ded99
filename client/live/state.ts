/** How the stream of changes stands. `since` is in milliseconds since 1970. */
export type LiveState =
  | { phase: "connecting"; since: number }
  | { phase: "live"; since: number }
  | { phase: "lost"; since: number }
  /** Whoever looks is signed out: nothing more will come. */
  | { phase: "ended"; since: number };

/** What happened to the stream. */
export type LiveEvent = "connected" | "dropped" | "ended";

/**
 * The next state of the stream. From the first drop the moment is kept until it is live again, because the age of what is
 * shown counts from there, however many attempts fail in between.
 */
export function nextLiveState(state: LiveState, event: LiveEvent, now: number): LiveState {
  if (event === "connected") return state.phase === "live" ? state : { phase: "live", since: now };
  const since = state.phase === "lost" ? state.since : now;
  return event === "ended" ? { phase: "ended", since } : state.phase === "lost" ? state : { phase: "lost", since };
}

/** How long to wait before the stream is opened again, in milliseconds, after this many failures in a row. */
export function retryDelay(failures: number): number {
  return Math.min(15_000, 500 * 2 ** Math.min(failures, 5));
}
