import type { NatsConnection } from "@nats-io/transport-node";

/**
 * Waits until the broker knows what was subscribed. A connection that breaks meanwhile subscribes by itself once it is back;
 * throws when it has ended for good.
 */
export async function untilSubscribed(nc: NatsConnection): Promise<void> {
  await nc.flush().catch((thrown: unknown) => {
    if (nc.isClosed()) throw thrown;
  });
}
