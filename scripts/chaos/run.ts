import { Lifecycle } from "../../server/platform/lifecycle.ts";
import { silentLog } from "../../server/platform/log.ts";
import { stopOnSignal } from "../cli/stopOnSignal.ts";
import { createRandom, type Random } from "../fleet/random.ts";
import { eventually } from "../testing/eventually.ts";
import { type Account, isWhole, nothing, since, takeAccount } from "./account.ts";
import type { Fault } from "./fault.ts";
import { type House, startHouse } from "./house.ts";

/** What one fault did. `account` is of what was said from the end of the one before to its own. */
export type FaultOutcome = {
  name: string;
  does: string;
  skipped: string | null;
  /** How long after the fault was mended everything acknowledged was in effect, in seconds; null when it never was. */
  wholeAfter: number | null;
  account: Account | null;
  /** What went wrong besides, in words; null when nothing did. */
  problem: string | null;
};

export type ChaosOptions = { faults: readonly Fault[]; seed: number; replicas: number };

const longestRecovery = 90_000;

/** Does one fault after the other to one system under load, in an order that the seed decides. `tell` is what goes on. */
export async function runChaos(options: ChaosOptions, tell: (line: string) => void): Promise<FaultOutcome[]> {
  const random = createRandom(options.seed);
  const lifecycle = new Lifecycle(silentLog);
  stopOnSignal(lifecycle);
  try {
    tell(`starting PostgreSQL, a broker and ${options.replicas} Meta Hub(s) ...`);
    const house = await startHouse(lifecycle, options);
    const outcomes: FaultOutcome[] = [];
    let before = nothing;
    for (const fault of shuffled(options.faults, random)) {
      tell(`${fault.name}: ${fault.does} ...`);
      outcomes.push(await suffer(house, fault, random, before));
      before = await takeAccount(house).catch(() => before);
    }
    return outcomes;
  } finally {
    await lifecycle.stop();
  }
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  const keyed = values.map((value) => ({ value, key: random.next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
}

async function suffer(house: House, fault: Fault, random: Random, before: Account): Promise<FaultOutcome> {
  const { name, does } = fault;
  const skipped = fault.missing?.() ?? null;
  const outcome: FaultOutcome = { name, does, skipped, wholeAfter: null, account: null, problem: null };
  if (skipped !== null) return outcome;
  try {
    for (const load of house.loads) load.resume();
    await untilMore(house);
    await fault.run(house, random);
    await untilMore(house);
    const mended = performance.now();
    const rested = await Promise.all(house.loads.map((load) => load.rest()));
    if (rested.includes(false)) throw new Error("the broker did not acknowledge everything within a minute");
    const account = async () => since(before, await takeAccount(house));
    await eventually(async () => isWhole(await account()), { timeoutMs: longestRecovery }).then(
      () => {
        outcome.wholeAfter = (performance.now() - mended) / 1000;
      },
      () => undefined,
    );
    outcome.account = await account();
    const ended = house.hubs.filter((hub) => !hub.runs()).map((hub) => hub.name);
    if (ended.length > 0) outcome.problem = `${ended.join(", ")} ended by itself`;
  } catch (thrown) {
    outcome.problem = thrown instanceof Error ? thrown.message : String(thrown);
  }
  return outcome;
}

const acknowledged = (house: House) => house.loads.reduce((sum, load) => sum + load.said().lastSeq, 0);

/** Until something further is acknowledged: the work goes on. */
async function untilMore(house: House): Promise<void> {
  const before = acknowledged(house);
  await eventually(() => acknowledged(house) >= before + 100, { timeoutMs: 60_000 });
}
