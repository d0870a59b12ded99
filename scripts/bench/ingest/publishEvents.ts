import { encodeEvents } from "./encodeEvents.ts";
import { openSender } from "./openSender.ts";
import type { BenchBroker } from "./prepare.ts";

/** Puts events on the stream; resolves when it holds every one. */
export async function publishEvents(
  broker: BenchBroker,
  count: number,
  storedCount: () => Promise<number>,
): Promise<void> {
  const sender = await openSender(broker);
  await sender.send(encodeEvents(count));
  sender.close();
  while ((await storedCount()) < count) await Bun.sleep(5);
}
