import type { SignedReceipt } from "../../../../contracts/envelope.ts";
import { eventSubject } from "../../../../contracts/subjects.ts";
import { type MeshEvent, parseEvent } from "../../../mesh/parseEvent.ts";
import { sign } from "../../../mesh/signing.ts";

/** How a receipt may differ from an honest one. */
export type Receipting = {
  keys: readonly Uint8Array[];
  receivedAt: Date;
  /** When it claims to be signed. */
  signedAt?: Date;
  /** The namespace it comes from; its project's own by default. */
  from?: string;
  /** Spoils the body after it was signed. */
  alter?: (body: string) => string;
  streamSeq?: number;
};

/** A receipt as the mesh would hand it over: signed, and parsed from its bytes by the real parser. */
export function receiptOf(
  receipt: Pick<SignedReceipt, "actionId" | "projectSlug" | "state"> & Partial<SignedReceipt>,
  { keys, receivedAt, signedAt = receivedAt, from, alter = (body) => body, streamSeq }: Receipting,
): MeshEvent {
  const body = JSON.stringify({ v: 1, at: receivedAt.toISOString(), ...receipt });
  const timestamp = Math.floor(signedAt.getTime() / 1000);
  const headers = sign({ id: crypto.randomUUID(), timestamp, body: new TextEncoder().encode(body), keys });
  const parsed = parseEvent({
    subject: eventSubject.actionReceipt(from ?? `${receipt.projectSlug}.mesh`),
    data: new TextEncoder().encode(alter(body)),
    headers: Object.entries(headers).map(([name, value]): [string, string[]] => [name, [value]]),
    receivedAt,
    streamSeq: streamSeq ?? null,
  });
  if (!parsed.ok) throw new Error(`The test's own receipt is malformed: ${parsed.rejected.reason}`);
  return parsed.event;
}
