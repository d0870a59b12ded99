import { expect, test } from "bun:test";
import { nextLiveState, retryDelay } from "./state.ts";

test("the age of a lost stream counts from the first drop, through all failed attempts", () => {
  const live = nextLiveState({ phase: "connecting", since: 0 }, "connected", 10);
  const lost = nextLiveState(live, "dropped", 20);
  expect(nextLiveState(lost, "dropped", 30)).toEqual({ phase: "lost", since: 20 });
  expect(nextLiveState(lost, "connected", 40)).toEqual({ phase: "live", since: 40 });
});

test("who is signed out while the stream is lost sees a picture as old as the loss", () => {
  expect(nextLiveState({ phase: "lost", since: 20 }, "ended", 30)).toEqual({ phase: "ended", since: 20 });
  expect(nextLiveState({ phase: "live", since: 0 }, "ended", 30)).toEqual({ phase: "ended", since: 30 });
});

test("attempts become rarer, but never rarer than every 15 s", () => {
  const delays = Array.from({ length: 50 }, (_, failures) => retryDelay(failures));
  expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  expect(delays.at(-1)).toBe(15_000);
});
