import { jetstreamManager } from "@nats-io/jetstream";
import { eventStream } from "../../../contracts/subjects.ts";
import { eventually } from "../../testing/eventually.ts";
import { type Fault, meanwhile } from "../fault.ts";
import { type House, untilNoticed, untilReady } from "../house.ts";

async function limitStream(house: House, bytes: (stored: number) => number): Promise<void> {
  const mesh = await house.openMesh();
  try {
    const { streams } = await jetstreamManager(mesh.nc);
    const { config, state } = await streams.info(eventStream.name);
    await streams.update(eventStream.name, { ...config, max_bytes: bytes(state.bytes) });
  } finally {
    await mesh.close();
  }
}

const roomy = 2 * 1024 ** 3;

export const brokerFaults: readonly Fault[] = [
  {
    name: "broker-killed",
    does: "kill -9 of the broker, and a start",
    async run(house, random) {
      house.nats.kill("SIGKILL");
      await house.nats.exited;
      await untilNoticed(house);
      await meanwhile(random, 200, 2000);
      await house.restartNats();
      await untilReady(house);
    },
  },
  {
    name: "broker-half-open",
    does: "the broker stands still with every connection open",
    async run(house, random) {
      house.nats.kill("SIGSTOP");
      await meanwhile(random, 4000, 8000);
      house.nats.kill("SIGCONT");
      await untilReady(house);
    },
  },
  {
    name: "broker-full",
    does: "the broker's store is full and takes nothing",
    async run(house, random) {
      const refused = () => house.loads.reduce((sum, load) => sum + load.said().refused, 0);
      const before = refused();
      await limitStream(house, (stored) => Math.max(1, stored));
      try {
        await eventually(() => refused() > before, { timeoutMs: 30_000 });
        await meanwhile(random, 2000, 4000);
      } finally {
        await limitStream(house, () => roomy);
      }
    },
  },
];
