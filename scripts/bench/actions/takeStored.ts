import { AckPolicy, type JsMsg, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { eventStream } from "../../../contracts/subjects.ts";
import type { Mesh } from "../../../server/mesh/connect.ts";

/**
 * Prepares to take so many stored events, one after the other, each acknowledged once `handle` is done with it. What is
 * prepared is not part of what is measured: the answer does the taking.
 */
export async function prepareTaking(mesh: Mesh): Promise<{
  take(count: number, handle?: (message: JsMsg) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}> {
  const manager = await jetstreamManager(mesh.nc);
  const name = `bench-${crypto.randomUUID()}`;
  await manager.consumers.add(eventStream.name, {
    ...{ durable_name: name, ack_policy: AckPolicy.Explicit, max_ack_pending: 10_000 },
  });
  const consumer = await jetstream(mesh.nc).consumers.get(eventStream.name, name);
  return {
    async take(count, handle = async () => {}) {
      let left = count;
      for await (const message of await consumer.consume({ max_messages: 1000 })) {
        await handle(message);
        message.ack();
        if (--left === 0) break;
      }
      await mesh.nc.flush();
    },
    async close() {
      await manager.consumers.delete(eventStream.name, name);
    },
  };
}
