import type { Mesh } from "../../mesh/connect.ts";
import { trimStream } from "../../mesh/trimStream.ts";
import type { FederationContext } from "../context.ts";

/** Makes room in the event stream where it fills up, and tells how full it was. */
export async function keepStreamRoom({ meters, log }: FederationContext, mesh: Mesh): Promise<void> {
  const room = await trimStream(mesh);
  if (room === null) return;
  meters.streamBytes.record(room.bytes);
  meters.streamLimit.record(room.limit);
  if (room.trimmed > 0) log.info("stream.trimmed", { events: room.trimmed });
}
