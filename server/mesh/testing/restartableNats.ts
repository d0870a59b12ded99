import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedNats, startNats } from "../../../scripts/embedded/nats.ts";

/** A broker that a test can kill and start again: the same address, and the same store unless it was lost. */
export type RestartableNats = {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** What a broker on a new machine comes back with: nothing. Only while it is killed. */
  loseStore(): Promise<void>;
  stop(): Promise<void>;
};

export async function startRestartableNats(): Promise<RestartableNats> {
  const dataDir = await mkdtemp(join(tmpdir(), "fed-test-nats-"));
  let server: EmbeddedNats = await startNats({ dataDir });
  const { url, port } = server;
  return {
    url,
    async kill() {
      server.kill("SIGKILL");
      await server.exited;
    },
    async start() {
      server = await startNats({ dataDir, port });
    },
    signal: (signal) => server.kill(signal),
    loseStore: () => rm(join(dataDir, "jetstream"), { recursive: true, force: true }),
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
