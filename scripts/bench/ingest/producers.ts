import { fileURLToPath } from "node:url";
import type { BenchBroker } from "./prepare.ts";

const script = fileURLToPath(new URL("producer.ts", import.meta.url));

/** Processes that share the sending of events among them. */
export type Producers = { start(): void; done(): Promise<void> };

/** Starts producers; resolves when all are connected and wait. */
export async function startProducers(broker: BenchBroker, many: number, count: number): Promise<Producers> {
  const children = Array.from({ length: many }, (_, index) => {
    const args = [broker.url, broker.nkeySeed, count, index, many].map(String);
    return Bun.spawn([process.execPath, script, ...args], { stdin: "pipe", stdout: "pipe", stderr: "inherit" });
  });
  await Promise.all(children.map(({ stdout }) => stdout.getReader().read()));
  return {
    start() {
      for (const { stdin } of children) {
        stdin.write("go\n");
        void stdin.flush();
      }
    },
    async done() {
      const codes = await Promise.all(children.map(({ exited }) => exited));
      if (codes.some((code) => code !== 0)) throw new Error("a producer failed");
    },
  };
}
