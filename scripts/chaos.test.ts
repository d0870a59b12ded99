import { expect, test } from "bun:test";
import { isKept } from "./chaos/describe.ts";
import type { FaultOutcome } from "./chaos/run.ts";
import { runScript } from "./testing/runScript.ts";

// Those that take seconds. The others are run by hand: docs/scale.md has what came of them.
const quick = "broker-killed,duplicates";

test("a broker that is killed, and events that are sent twice, cost nothing and double nothing", async () => {
  const { code, output, errors } = await runScript("chaos", ["--only", quick, "--json"]);
  const { outcomes }: { outcomes: FaultOutcome[] } = JSON.parse(output);
  expect(outcomes.filter((outcome) => !isKept(outcome))).toEqual([]);
  expect(outcomes.map(({ name }) => name).sort()).toEqual(quick.split(",").sort());
  expect(outcomes.every(({ account }) => account !== null && account.acknowledged > 0)).toBe(true);
  expect({ code, told: errors.includes("broker-killed: ") }).toEqual({ code: 0, told: true });
}, 240_000);

test("chaos names a fault that it does not know, and says how it is used", async () => {
  const wrong = await runScript("chaos", ["--only", "sunshine"]);
  expect({ code: wrong.code, told: wrong.errors.includes("--only") }).toEqual({ code: 2, told: true });
  const help = await runScript("chaos", ["--help"]);
  expect({ code: help.code, told: help.output.includes("database-half-open") }).toEqual({ code: 0, told: true });
});
