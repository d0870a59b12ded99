import { expect, test } from "bun:test";
import { runScript } from "./testing/runScript.ts";

const run = (...args: string[]) => runScript("fleet", args);
const differencesOf = ({ comparisons }: { comparisons: { differences: string[] }[] }) =>
  comparisons.flatMap(({ differences }) => differences);

test("a Meta Hub knows what twenty hubs said, whatever went wrong on the way", async () => {
  const faults = "flap,skew,duplicate,shuffle,poison";
  const { code, output } = await run(
    "--projects",
    "20",
    "--seconds",
    "8",
    "--rate",
    "60",
    "--faults",
    faults,
    "--json",
  );
  const result = JSON.parse(output);
  expect(result.comparisons).toHaveLength(7);
  expect(differencesOf(result)).toEqual([]);
  expect(result.sent.events).toBeGreaterThan(100);
  expect(result.sent.poison).toBeGreaterThan(0);
  expect({ code, right: result.right }).toEqual({ code: 0, right: true });
}, 120_000);

test("two Meta Hubs on three brokers lose nothing and take nothing twice when a broker and a Meta Hub are killed", async () => {
  const cluster = ["--nats", "3", "--meta", "2", "--faults", "poison,kill-leader,kill-meta", "--ack-wait", "2"];
  const { code, output } = await run("--projects", "10", "--seconds", "5", "--rate", "80", ...cluster, "--json");
  const result = JSON.parse(output);
  expect(result.comparisons).toHaveLength(13);
  expect(differencesOf(result)).toEqual([]);
  for (const { without } of result.kills.slice(0, 2)) {
    expect(without.acknowledged).toBeGreaterThan(0);
    expect(without.takenIn).toBeGreaterThan(0);
  }
  expect(result.sent.poison).toBeGreaterThan(0);
  expect({ code, right: result.right }).toEqual({ code: 0, right: true });
}, 120_000);

test("says how it is used, and what is wrong", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, output: expect.stringContaining("bun run fleet") });
  expect(await run("--projects", "0")).toMatchObject({ code: 2, errors: expect.stringContaining("--projects") });
  expect(await run("--faults", "kill-leader")).toMatchObject({ code: 2, errors: expect.stringContaining("--nats 3") });
});
