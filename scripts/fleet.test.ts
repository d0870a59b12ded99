import { expect, test } from "bun:test";
import { runScript } from "./testing/runScript.ts";

const run = (...args: string[]) => runScript("fleet", args);

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
  expect(result.comparisons.map(({ differences }: { differences: string[] }) => differences)).toEqual([
    [],
    [],
    [],
    [],
    [],
  ]);
  expect(result.sent.events).toBeGreaterThan(100);
  expect(result.sent.poison).toBeGreaterThan(0);
  expect({ code, right: result.right }).toEqual({ code: 0, right: true });
}, 120_000);

test("says how it is used, and what is wrong", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, output: expect.stringContaining("bun run fleet") });
  expect(await run("--projects", "0")).toMatchObject({ code: 2, errors: expect.stringContaining("--projects") });
});
