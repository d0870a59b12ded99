import type { JsMsg } from "@nats-io/jetstream";
import type { Msg, MsgHdrs } from "@nats-io/transport-node";

/** Header names with their values, in the order they came. */
export type RawHeaders = Iterable<readonly [string, readonly string[]]>;

/** A message as it came off the wire, before anything about it is believed. */
export type RawMessage = {
  subject: string;
  data: Uint8Array;
  headers: RawHeaders | "malformed";
  /** When the broker stored it, or for core NATS when it came here. */
  receivedAt: Date;
  /** Its place in the event stream; null for core NATS. */
  streamSeq: number | null;
};

/** A stored message. Its time is the broker's, so that what waited in the stream is not taken for a slow clock. */
export function rawFromStream(message: JsMsg): RawMessage {
  return {
    subject: message.subject,
    data: message.data,
    headers: headersOf(message),
    receivedAt: message.time,
    streamSeq: message.seq,
  };
}

/** A message of core NATS, received now. */
export function rawFromCore(message: Msg, receivedAt: Date): RawMessage {
  return { subject: message.subject, data: message.data, headers: headersOf(message), receivedAt, streamSeq: null };
}

/** The client decodes headers when they are first read, and throws on names that are not header names. */
function headersOf(message: { headers?: MsgHdrs | undefined }): RawHeaders | "malformed" {
  try {
    return message.headers ?? [];
  } catch {
    return "malformed";
  }
}
