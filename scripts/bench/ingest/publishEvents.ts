import { encodeEvents } from "./encodeEvents.ts";
import { openSender } from "./openSender.ts";

/** Puts events on the stream; resolves when it holds every one. */
export async function publishEvents(natsUrl: string, count: number, storedCount: () => Promise<number>): Promise<void> {
  const sender = await openSender(natsUrl);
  await sender.send(encodeEvents(count));
  sender.close();
  while ((await storedCount()) < count) await Bun.sleep(5);
}
