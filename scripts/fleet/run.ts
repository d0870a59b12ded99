import { connectMesh, type Mesh } from "../../server/mesh/connect.ts";
import { Lifecycle } from "../../server/platform/lifecycle.ts";
import type { Log } from "../../server/platform/log.ts";
import { type Comparison, compare } from "./compare.ts";
import { createHubs, type Hubs } from "./hubs.ts";
import { makeMembers } from "./members.ts";
import { type FleetMetaHub, startMetaHub } from "./metaHub.ts";
import type { FleetOptions } from "./options.ts";
import { createRandom } from "./random.ts";
import { createTruth, type Truth } from "./truth.ts";

export type FleetResult = {
  sent: ReturnType<Hubs["sent"]>;
  /** Whether the broker acknowledged everything. */
  acknowledged: boolean;
  comparisons: Comparison[];
  /** How long after the last acknowledgement everything was as it should be, in seconds; null when it never was. */
  settledAfter: number | null;
  /** What the Meta Hub held in memory: at its first event, at most, and at the end; in bytes. Null where it is not told. */
  memory: { first: number; most: number; last: number } | null;
};

const connections = 4;
const longestSettling = 60_000;

/** One run of a fleet, from the start of its servers to their end. `tell` is what goes on. */
export async function runFleet(options: FleetOptions, log: Log, tell: (line: string) => void): Promise<FleetResult> {
  const lifecycle = new Lifecycle(log);
  try {
    const members = makeMembers(options.projects, options.faults);
    tell(`starting a Meta Hub with ${members.length} declared projects ...`);
    const hub = await startMetaHub(lifecycle, members);
    const connect = async (index: number): Promise<Mesh> => {
      const mesh = await connectMesh({ url: hub.natsUrl, name: `fleet ${index}`, log });
      lifecycle.onStop(`mesh ${index}`, mesh.close);
      return mesh;
    };
    const others = Array.from({ length: connections - 1 }, (_, index) => connect(index + 1));
    const meshes: [Mesh, ...Mesh[]] = [await connect(0), ...(await Promise.all(others))];
    const memory = watchMemory(hub);
    lifecycle.onStop("memory", memory.stop);
    const truth = createTruth(members);
    const hubs = createHubs({ meshes, members, options, random: createRandom(options.seed), truth, log });
    lifecycle.onStop("hubs", hubs.stop);
    tell(`${options.rate} events/s for ${options.seconds} s ...`);
    await hubs.speak();
    const acknowledged = await hubs.flush();
    tell("comparing ...");
    return { acknowledged, ...(await settle(hub, truth, tell)), sent: hubs.sent(), memory: memory.seen() };
  } finally {
    await lifecycle.stop();
  }
}

/** Compares until nothing differs. What is durable at the broker may still be on its way, but not for long. */
async function settle(
  hub: FleetMetaHub,
  truth: Truth,
  tell: (line: string) => void,
): Promise<Pick<FleetResult, "comparisons" | "settledAfter">> {
  const started = performance.now();
  for (;;) {
    const comparisons = await compare(hub, truth);
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

function watchMemory(hub: FleetMetaHub): { seen(): FleetResult["memory"]; stop(): void } {
  const samples: number[] = [];
  const timer = setInterval(async () => {
    const bytes = await hub.memory();
    if (bytes !== null) samples.push(bytes);
  }, 1000);
  return {
    seen() {
      const [first] = samples;
      const last = samples.at(-1);
      return first === undefined || last === undefined ? null : { first, most: Math.max(...samples), last };
    },
    stop: () => clearInterval(timer),
  };
}
