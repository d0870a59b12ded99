import { signatureHeader } from "../../contracts/envelope.ts";
import { eventHeader } from "../../contracts/subjects.ts";
import type { RawHeaders } from "./decodeHeaders.ts";
import type { SignatureHeaders } from "./signing.ts";

/** What the headers of a project event say. Null where a header is absent: a plain NATS client sends none. */
export type EventHeaders = {
  eventId: string | null;
  epoch: string | null;
  seq: number | null;
  sentAt: Date | null;
  traceparent: string | null;
  signature: SignatureHeaders;
};

export type HeadersRead = { ok: true; headers: EventHeaders } | { ok: false; reason: string };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const counting = /^[1-9][0-9]{0,15}$/;
const traceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** ISO 8601 with an offset. `Date` says whether there is such a day. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Reads the headers once. One that is given twice or is not what it should be makes the whole message malformed. */
export function readHeaders(raw: RawHeaders | "malformed"): HeadersRead {
  if (raw === "malformed") return { ok: false, reason: "headers are malformed" };
  const signature: SignatureHeaders = { id: [], timestamp: [], signature: [] };
  const headers: EventHeaders = { eventId: null, epoch: null, seq: null, sentAt: null, traceparent: null, signature };
  for (const [name, values] of raw) {
    const fault = readHeader(headers, name, values);
    if (fault !== null) return { ok: false, reason: `header ${name} ${fault}` };
  }
  return { ok: true, headers };
}

function readHeader(headers: EventHeaders, name: string, values: readonly string[]): string | null {
  const [value = ""] = values;
  switch (name) {
    case eventHeader.eventId:
      headers.eventId = value;
      return faultOf(values, uuid.test(value));
    case eventHeader.epoch:
      headers.epoch = value;
      return faultOf(values, uuid.test(value));
    case eventHeader.seq:
      headers.seq = Number(value);
      return faultOf(values, counting.test(value) && Number.isSafeInteger(headers.seq));
    case eventHeader.sentAt:
      headers.sentAt = new Date(value);
      return faultOf(values, dateTime.test(value) && !Number.isNaN(headers.sentAt.getTime()));
    case eventHeader.traceparent:
      // W3C Trace Context: a trace that cannot be read is as good as none.
      headers.traceparent = traceparent.test(value) ? value : null;
      return null;
    case signatureHeader.id:
      headers.signature.id = values;
      return null;
    case signatureHeader.timestamp:
      headers.signature.timestamp = values;
      return null;
    case signatureHeader.signature:
      headers.signature.signature = values;
      return null;
    default:
      return null;
  }
}

function faultOf(values: readonly string[], valid: boolean): string | null {
  if (values.length !== 1) return "is given more than once";
  return valid ? null : "is malformed";
}
