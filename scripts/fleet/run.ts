import { connectMesh, type Mesh } from "../../server/mesh/connect.ts";
import { Lifecycle } from "../../server/platform/lifecycle.ts";
import type { Log } from "../../server/platform/log.ts";
import { stopOnSignal } from "../cli/stopOnSignal.ts";
import { type Comparison, compare } from "./compare.ts";
import type { MetaHubProcess } from "./hubProcess.ts";
import { createHubs, type Hubs } from "./hubs.ts";
import { type Kill, killInTurn } from "./kills.ts";
import { declareReal, makeMembers, projectsYaml } from "./members.ts";
import { type FleetSystem, startSystem } from "./metaHub.ts";
import type { FleetOptions } from "./options.ts";
import { createRandom } from "./random.ts";
import { compareRollups } from "./rollups.ts";
import { measureSizes, type Size } from "./sizes.ts";
import { createTruth, type Truth } from "./truth.ts";

export type FleetResult = {
  sent: ReturnType<Hubs["sent"]>;
  /** Whether the broker acknowledged everything. */
  acknowledged: boolean;
  comparisons: Comparison[];
  /** How long after the last acknowledgement everything was as it should be, in seconds; null when it never was. */
  settledAfter: number | null;
  /** The processes that were killed and brought back, in order. */
  kills: Kill[];
  /**
   * What the (first) Meta Hub held in memory: at its first event, at most, at the end, and at the beginning of each
   * minute; in bytes. Null where it is not told.
   */
  memory: { first: number; most: number; last: number; minutes: number[] } | null;
  /** At the end. */
  sizes: Size[];
};

const connections = 4;
const longestSettling = 60_000;

/** One run of a fleet, from the start of its servers to their end. `tell` is what goes on. */
export async function runFleet(options: FleetOptions, log: Log, tell: (line: string) => void): Promise<FleetResult> {
  const lifecycle = new Lifecycle(log);
  stopOnSignal(lifecycle);
  try {
    const members = makeMembers(options.projects, options.faults);
    const { brokers, metaHubs, ackWait, rate, seconds, seed, faults } = options;
    const project = faults.has("kill-hub") ? await declareReal() : undefined;
    tell(`starting ${counted(brokers, "broker")} and ${counted(metaHubs, "Meta Hub")}, ${members.length} projects ...`);
    const system = await startSystem(
      lifecycle,
      { projects: projectsYaml(members, project) },
      { brokers, metaHubs, variables: { MESH_ACK_WAIT_SECONDS: String(ackWait) }, ...(project && { project }) },
    );
    const meshes = await connectAll(system, lifecycle, log);
    const memory = watchMemory(system.metaHubs[0]);
    lifecycle.onStop("memory", memory.stop);
    const truth = createTruth(members);
    const hubs = createHubs({ meshes, members, options, random: createRandom(seed), truth, log });
    lifecycle.onStop("hubs", hubs.stop);
    tell(`${rate} events/s for ${seconds} s ...`);
    const ends = performance.now() + seconds * 1000;
    const killing = killInTurn({
      ...{ system, faults, tell, mesh: meshes[0] },
      acknowledged: () => hubs.sent().events,
      goesOn: () => performance.now() < ends,
    });
    const [kills] = await Promise.all([killing, hubs.speak(killing)]);
    const acknowledged = await hubs.flush();
    tell("comparing ...");
    const settled = await settle(system, truth, tell);
    const sizes = await measureSizes(system, meshes[0]);
    return { ...settled, acknowledged, kills, sizes, sent: hubs.sent(), memory: memory.seen() };
  } finally {
    await lifecycle.stop();
  }
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

async function connectAll(
  { natsUrl, nkeySeed }: FleetSystem,
  lifecycle: Lifecycle,
  log: Log,
): Promise<[Mesh, ...Mesh[]]> {
  const connect = async (index: number): Promise<Mesh> => {
    const mesh = await connectMesh({ url: natsUrl, nkeySeed, name: `fleet ${index}`, log });
    lifecycle.onStop(`mesh ${index}`, mesh.close);
    return mesh;
  };
  const others = Array.from({ length: connections - 1 }, (_, index) => connect(index + 1));
  return [await connect(0), ...(await Promise.all(others))];
}

/** What each Meta Hub knows, by its name where there are several, and what their database holds. */
async function compareAll(
  { metaHubs, apiKey, databaseUrl, instance }: FleetSystem,
  truth: Truth,
): Promise<Comparison[]> {
  const all = await Promise.all(
    metaHubs.map(async ({ name, url }) => {
      const comparisons = await compare({ url, apiKey }, truth, instance);
      if (metaHubs.length === 1) return comparisons;
      return comparisons.map(({ what, ...rest }) => ({ what: `${name}: ${what}`, ...rest }));
    }),
  );
  return [...all.flat(), await compareRollups(databaseUrl)];
}

/** Compares until nothing differs. What is durable at the broker may still be on its way, but not for long. */
async function settle(
  system: FleetSystem,
  truth: Truth,
  tell: (line: string) => void,
): Promise<Pick<FleetResult, "comparisons" | "settledAfter">> {
  const started = performance.now();
  for (;;) {
    const comparisons = await compareAll(system, truth);
    const waited = performance.now() - started;
    if (comparisons.every(({ differences }) => differences.length === 0)) {
      return { comparisons, settledAfter: waited / 1000 };
    }
    if (waited > longestSettling) return { comparisons, settledAfter: null };
    const waiting = comparisons.filter(({ differences }) => differences.length > 0);
    tell(`not yet: ${waiting.map(({ what, differences }) => `${what} ${differences.length}`).join(", ")}`);
    await Bun.sleep(1000);
  }
}

function watchMemory(hub: MetaHubProcess): { seen(): FleetResult["memory"]; stop(): void } {
  const samples: number[] = [];
  const timer = setInterval(async () => {
    const bytes = await hub.memory();
    if (bytes !== null) samples.push(bytes);
  }, 1000);
  return {
    seen() {
      const [first] = samples;
      const last = samples.at(-1);
      if (first === undefined || last === undefined) return null;
      const minutes = samples.filter((_, second) => second % 60 === 0);
      return { first, most: Math.max(...samples), last, minutes };
    },
    stop: () => clearInterval(timer),
  };
}
