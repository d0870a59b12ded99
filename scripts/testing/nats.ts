import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedNats, startNats } from "../embedded/nats.ts";

/**
 * A NATS server with JetStream of one test suite's own: a free port, a store in a temporary folder that `stop` removes.
 * With `configFile`, that configuration (accounts, users, permissions) on top.
 */
export async function startTestNats(options: { configFile?: string } = {}): Promise<EmbeddedNats> {
  const dataDir = await mkdtemp(join(tmpdir(), "fed-test-nats-"));
  const server = await startNats({ dataDir, ...options });
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
