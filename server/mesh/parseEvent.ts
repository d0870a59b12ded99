import { type EventPayload, eventSchemas } from "../../contracts/events.ts";
import { type EventKind, eventStream, parseEventSubject } from "../../contracts/subjects.ts";
import { decodePayload } from "./decodePayload.ts";
import { faultOfTimes, momentsIn, skewSeconds } from "./plausibleTime.ts";
import type { RawMessage } from "./rawMessage.ts";
import { readHeaders } from "./readHeaders.ts";
import type { SignedMessage } from "./signing.ts";

type EventCommon = {
  subject: string;
  meshNs: string;
  /** The subject's last token where the kind has one: a hub id or an audit kind. */
  rest: string | null;
  eventId: string | null;
  epoch: string | null;
  /** Counts from 1 within an epoch. */
  seq: number | null;
  sentAt: Date | null;
  traceparent: string | null;
  /** When the broker stored it; for presence and health, when it came here. Not when it was taken out of the stream. */
  receivedAt: Date;
  /** How far the sender's clock is ahead (negative: behind), when that is more than 60 s. */
  skewSeconds: number | null;
  streamSeq: number | null;
  /** The bytes and headers of a receipt, for `verifyReceipt`; null for every other kind. */
  signed: SignedMessage | null;
};

/** A project event whose form is right. Whether the namespace is that project's own is for the catalog to say. */
export type MeshEvent = {
  [Kind in EventKind]: EventCommon & { kind: Kind; payload: EventPayload<Kind> };
}[EventKind];

/** A message that is no event, and why. Everything in it can be stored as it is. */
export type RejectedEvent = {
  subject: string;
  reason: string;
  /** The first 4 KiB, as they came. */
  payload: Uint8Array;
  receivedAt: Date;
  /** See `messageKeyOf`: a redelivery is one row. Null for core NATS. */
  messageKey: string | null;
};

export type ParseResult = { ok: true; event: MeshEvent } | { ok: false; rejected: RejectedEvent };

const keptBytes = 4096;

/** Judges one message, whatever its bytes. Never throws. */
export function parseEvent(raw: RawMessage): ParseResult {
  const decoded = decodePayload(raw.data);
  if (!decoded.ok) return reject(raw, decoded.reason);

  const subject = parseEventSubject(raw.subject);
  if (subject === null) return reject(raw, "unknown subject");
  const parsed = eventSchemas[subject.kind].safeParse(decoded.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return reject(raw, `${issue?.path.join(".") || "payload"}: ${issue?.message ?? "malformed"}`);
  }
  const payload = parsed.data;

  const read = readHeaders(raw.headers);
  if (!read.ok) return reject(raw, read.reason);
  const { eventId, epoch, seq, sentAt, traceparent, signature } = read.headers;

  if ("meshNs" in payload && payload.meshNs !== subject.meshNs) return reject(raw, "identity mismatch");

  const moments = momentsIn(payload);
  const fault = faultOfTimes(sentAt === null ? moments : [...moments, sentAt], raw.receivedAt);
  if (fault !== null) return reject(raw, fault);

  // Field by field: this runs for every event, and copying objects whole takes longer than all the checks.
  const event = {
    kind: subject.kind,
    payload,
    subject: raw.subject,
    meshNs: subject.meshNs,
    rest: subject.rest,
    eventId,
    epoch,
    seq,
    sentAt,
    traceparent,
    receivedAt: raw.receivedAt,
    skewSeconds: skewSeconds(sentAt, moments, raw.receivedAt),
    streamSeq: raw.streamSeq,
    signed: subject.kind === "action.receipt" ? { subject: raw.subject, body: raw.data, signature } : null,
  };
  // The schema was looked up by this very kind, which the type system cannot follow through a record.
  return { ok: true, event: event as MeshEvent };
}

function reject(raw: RawMessage, reason: string): ParseResult {
  const rejected: RejectedEvent = {
    subject: storable(raw.subject, 255),
    reason: storable(reason, 300),
    payload: raw.data.slice(0, keptBytes),
    receivedAt: raw.receivedAt,
    messageKey: messageKeyOf(raw),
  };
  return { ok: false, rejected };
}

/**
 * What names a stored message for good: its place in the stream, and when the broker stored it, since a broker that has
 * lost its store counts from 1 again. Null for core NATS.
 */
export function messageKeyOf({ streamSeq, receivedAt }: { streamSeq: number | null; receivedAt: Date }): string | null {
  return streamSeq === null ? null : `${eventStream.name}:${streamSeq}:${receivedAt.getTime()}`;
}

/** The broker lets a NUL into a subject, PostgreSQL lets none into a text. */
function storable(text: string, length: number): string {
  return text.replaceAll("\0", "\uFFFD").slice(0, length).toWellFormed();
}
