import { headers } from "@nats-io/transport-node";
import type { Mesh } from "./connect.ts";
import { sign } from "./signing.ts";

/**
 * Sends a signed request to an instance over core NATS, once. Whoever keeps the request tries again, with the same id
 * and body and a fresh `now`, until a receipt comes.
 *
 * @returns false when there is no connection.
 */
export function sendSigned(input: {
  mesh: Mesh;
  subject: string;
  id: string;
  body: Uint8Array;
  keys: readonly Uint8Array[];
  now: Date;
}): boolean {
  const { mesh, subject, id, body, keys, now } = input;
  if (!mesh.isConnected() || mesh.nc.isClosed()) return false;
  const made = headers();
  const signed = sign({ id, timestamp: Math.floor(now.getTime() / 1000), body, keys });
  for (const [name, value] of Object.entries(signed)) made.set(name, value);
  mesh.nc.publish(subject, body, { headers: made });
  return true;
}
