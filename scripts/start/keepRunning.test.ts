import { expect, test } from "bun:test";
import { eventually } from "../testing/eventually.ts";
import { backoffMs, keepRunning, type Running } from "./keepRunning.ts";

function startSleeper(): Running & { kill(): void } {
  const child = Bun.spawn(["sleep", "60"]);
  return {
    pid: child.pid,
    exited: child.exited,
    kill: () => child.kill("SIGKILL"),
    stop: async () => {
      child.kill();
      await child.exited;
    },
  };
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

function watched(start: () => Promise<ReturnType<typeof startSleeper>>) {
  const events: string[] = [];
  const running = keepRunning({
    first: startSleeper(),
    start,
    onExit: (_code, delayMs) => events.push(`ended, again in ${delayMs}`),
    onRestart: () => events.push("again"),
    onFailure: (thrown, delayMs) => events.push(`${thrown}, again in ${delayMs}`),
  });
  return { events, running };
}

test("what ends by itself runs again, as another process", async () => {
  const { events, running } = watched(async () => startSleeper());
  const first = running.current();
  first.kill();
  await eventually(() => events.includes("again"));
  expect(events).toEqual(["ended, again in 250", "again"]);
  expect(running.current().pid).not.toBe(first.pid);
  expect(isAlive(running.current().pid)).toBe(true);
  await running.stop();
});

test("a restart that fails is tried again, later each time", async () => {
  let starts = 0;
  const { events, running } = watched(async () => {
    starts += 1;
    if (starts === 1) throw "no luck";
    return startSleeper();
  });
  running.current().kill();
  await eventually(() => events.includes("again"));
  expect(events).toEqual(["ended, again in 250", "no luck, again in 500", "again"]);
  await running.stop();
});

test("what is stopped stays stopped, even while it waits to start again", async () => {
  const { events, running } = watched(async () => startSleeper());
  running.current().kill();
  await eventually(() => events.length === 1);
  await running.stop();
  expect(isAlive(running.current().pid)).toBe(false);
  expect(events).toEqual(["ended, again in 250"]);
});

test("delays double up to ten seconds", () => {
  expect([0, 1, 2, 5, 6, 50].map(backoffMs)).toEqual([250, 500, 1000, 8000, 10_000, 10_000]);
});
