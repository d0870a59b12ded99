import { expect, test } from "bun:test";
import { eventually } from "../../scripts/testing/eventually.ts";
import { createLog, silentLog } from "./log.ts";
import { repeat } from "./repeat.ts";

const hourMs = 3_600_000;

test("asked while it is at it, it does it once more, never twice at once", async () => {
  const gates: (() => void)[] = [];
  let under = 0;
  const task = repeat(silentLog, "test", hourMs, async () => {
    expect(++under).toBe(1);
    await new Promise<void>((resolve) => gates.push(resolve));
    under--;
  });
  for (let n = 0; n < 5; n++) task.soon();
  gates[0]?.();
  await eventually(() => gates.length === 2);
  gates[1]?.();
  await eventually(() => under === 0);
  expect(gates.length).toBe(2);
  await task.stop();
});

test("a turn that fails does not end it; stop waits for the turn under way and ends it for good", async () => {
  let turns = 0;
  const task = repeat(silentLog, "test", 1, async () => {
    turns++;
    throw new Error("no");
  });
  await eventually(() => turns > 2);
  await task.stop();
  const before = turns;
  task.soon();
  await Promise.resolve();
  expect(turns).toBe(before);
});

test("however often it fails, its log has one line, and one more when it works again", async () => {
  const lines: string[] = [];
  let turns = 0;
  const task = repeat(
    createLog("info", {}, (line) => lines.push(line)),
    "test",
    () => 1,
    async () => {
      turns++;
      if (turns <= 3) throw new Error("no");
    },
  );
  await eventually(() => turns > 5);
  await task.stop();
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "warn", event: "timer.failed", job: "test", error: "no" },
    { level: "info", event: "timer.recovered", job: "test" },
  ]);
});

test("with a first delay it waits for it, unless it is asked before", async () => {
  let turns = 0;
  const task = repeat(silentLog, "test", hourMs, async () => void turns++, { firstAfterMs: hourMs });
  expect(turns).toBe(0);
  task.soon();
  await eventually(() => turns === 1);
  await task.stop();
});
