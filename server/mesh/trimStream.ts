import { jetstreamManager } from "@nats-io/jetstream";
import { eventStream } from "../../contracts/subjects.ts";
import type { Mesh } from "./connect.ts";

/** Beyond the first share of the bytes it may have the event stream is cut back to the second. */
const shares = { most: 0.75, kept: 0.5 };

/**
 * Makes room in the event stream before it is full, since a full one refuses: of what every replica's consumer has
 * acknowledged, the oldest goes. What is not taken in yet stays, whatever room it needs.
 *
 * @returns how many events went.
 */
export async function trimStream(mesh: Mesh): Promise<number> {
  if (!mesh.isConnected()) return 0;
  const manager = await jetstreamManager(mesh.nc, { checkAPI: false });
  const { config, state } = await manager.streams.info(eventStream.name);
  if (config.max_bytes <= 0 || state.bytes <= shares.most * config.max_bytes) return 0;
  const { ack_floor } = await manager.consumers.info(eventStream.name, eventStream.durable);
  const surplus = Math.ceil(state.messages * (1 - (shares.kept * config.max_bytes) / state.bytes));
  const firstKept = Math.min(ack_floor.stream_seq + 1, state.first_seq + surplus);
  if (firstKept <= state.first_seq) return 0;
  const { purged } = await manager.streams.purge(eventStream.name, { seq: firstKept });
  return purged;
}
