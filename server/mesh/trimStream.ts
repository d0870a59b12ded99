import { jetstreamManager } from "@nats-io/jetstream";
import { eventStream } from "../../contracts/subjects.ts";
import type { Mesh } from "./connect.ts";

/** Beyond the first share of the bytes it may have the event stream is cut back to the second. */
const shares = { most: 0.75, kept: 0.5 };

/** How full the event stream is: what it holds and may hold, in bytes, and how many events went to make room. */
export type StreamRoom = { bytes: number; limit: number; trimmed: number };

/**
 * Makes room in the event stream before it is full, since a full one refuses: of what every replica's consumer has
 * acknowledged, the oldest goes. What is not taken in yet stays, whatever room it needs.
 *
 * @returns what there was; null when the broker cannot be asked or the stream has no limit.
 */
export async function trimStream(mesh: Mesh): Promise<StreamRoom | null> {
  if (!mesh.isConnected()) return null;
  const manager = await jetstreamManager(mesh.nc, { checkAPI: false });
  const { config, state } = await manager.streams.info(eventStream.name);
  if (config.max_bytes <= 0) return null;
  const room = { bytes: state.bytes, limit: config.max_bytes, trimmed: 0 };
  if (state.bytes <= shares.most * config.max_bytes) return room;
  const { ack_floor } = await manager.consumers.info(eventStream.name, eventStream.durable);
  const surplus = Math.ceil(state.messages * (1 - (shares.kept * config.max_bytes) / state.bytes));
  const firstKept = Math.min(ack_floor.stream_seq + 1, state.first_seq + surplus);
  if (firstKept <= state.first_seq) return room;
  const { purged } = await manager.streams.purge(eventStream.name, { seq: firstKept });
  return { ...room, trimmed: purged };
}
