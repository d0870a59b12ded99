import type { JsMsg } from "@nats-io/jetstream";
import { MsgImpl } from "@nats-io/nats-core/internal";
import type { Msg } from "@nats-io/transport-node";
import { decodeHeaders, type RawHeaders } from "./decodeHeaders.ts";

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

/** Reads the block itself, see decodeHeaders. The client's decoder throws on names that are not header names. */
function headersOf(message: Msg | JsMsg): RawHeaders | "malformed" {
  const received = "msg" in message ? message.msg : message;
  if (received instanceof MsgImpl) {
    const length = received._msg.hdr;
    return length > 0 ? decodeHeaders(received._rdata.subarray(0, length)) : [];
  }
  try {
    return message.headers ?? [];
  } catch {
    return "malformed";
  }
}
