import { JetStreamApiError, jetstream } from "@nats-io/jetstream";
import { errors, headers, type MsgHdrs } from "@nats-io/transport-node";
import { type EventKind, eventHeader, parseEventSubject } from "../../contracts/subjects.ts";
import type { Clock } from "../platform/clock.ts";
import { AppError } from "../platform/errors.ts";
import type { Log } from "../platform/log.ts";
import { endSpanWith } from "../platform/telemetry/span.ts";
import type { Mesh } from "./connect.ts";
import { maxPayloadBytes } from "./decodePayload.ts";
import { createOutbox, type SendOutcome } from "./outbox.ts";
import { sign } from "./signing.ts";
import { startPublish, traceHeader } from "./traceEvents.ts";

export type PublishOptions = {
  /** Signs the body anew at every attempt, as receipts are. `id` becomes the `webhook-id`. */
  sign?: { id: string; keys: readonly Uint8Array[] };
};

export type Publisher = {
  /**
   * Publishes a durable event; resolves when the broker has it on disk. Until then it is tried again, with the same
   * event id, in the order of acceptance. Throws `AppError`: `unavailable` when too many are waiting or after `close`,
   * `too_large` over 64 KiB, `invalid_input` for a subject that is not a durable event's, `forbidden` when the broker
   * refuses the subject to this identity.
   */
  publishEvent(subject: string, payload: unknown, options?: PublishOptions): Promise<{ eventId: string; seq: number }>;
  /** Presence and health: sent once, to whoever listens. False when there is no connection. */
  publishPulse(subject: string, payload: unknown): boolean;
  /** Tells this run of the publisher from the one before: `seq` counts from 1 within it. */
  readonly epoch: string;
  /** How many events wait to be acknowledged. */
  pending(): number;
  /** Waits until everything is acknowledged; false when that took longer than `timeoutMs`. */
  flush(timeoutMs: number): Promise<boolean>;
  /** Rejects what is still waiting: call `flush` first. */
  close(): Promise<void>;
};

type Outgoing = {
  subject: string;
  eventId: string;
  seq: number;
  body: Uint8Array;
  traceparent: string | undefined;
  options: PublishOptions;
};

const ackTimeoutMs = 5000;
const mostUnderWay = 512;
/** JetStream's own code for "message size exceeds maximum allowed". */
const messageTooLarge = 10054;

export function createPublisher(deps: {
  mesh: Mesh;
  meshNs: string;
  clock: Clock;
  log: Log;
  /** How many events may wait, each up to 64 KiB. */
  outboxLimit?: number;
  /** Told of each durable event that the broker has. */
  onPublished?: (kind: EventKind) => void;
}): Publisher {
  const { mesh, meshNs, clock, log, outboxLimit = 5000, onPublished } = deps;
  const stream = jetstream(mesh.nc, { timeout: ackTimeoutMs });
  const epoch = Bun.randomUUIDv7("hex", clock.now());
  let lastSeq = 0;
  let closed = false;

  const commonHeaders = (eventId: string, traceparent: string | undefined): MsgHdrs => {
    const made = headers();
    made.set(eventHeader.eventId, eventId);
    if (traceparent !== undefined) made.set(eventHeader.traceparent, traceparent);
    made.set(eventHeader.epoch, epoch);
    made.set(eventHeader.sentAt, clock.now().toISOString());
    return made;
  };

  const headersOf = ({ eventId, seq, body, traceparent, options }: Outgoing): MsgHdrs => {
    const made = commonHeaders(eventId, traceparent);
    made.set(eventHeader.seq, String(seq));
    made.set(eventHeader.messageId, `${meshNs}:${eventId}`);
    if (options.sign === undefined) return made;
    const timestamp = Math.floor(clock.now().getTime() / 1000);
    for (const [name, value] of Object.entries(sign({ ...options.sign, timestamp, body }))) made.set(name, value);
    return made;
  };

  const outbox = createOutbox<Outgoing>({
    mostUnderWay,
    async send(event): Promise<SendOutcome> {
      try {
        await stream.publish(event.subject, event.body, { headers: headersOf(event) });
        return { result: "sent" };
      } catch (thrown) {
        const refusal = refusalOf(thrown);
        return refusal === null ? { result: "failed", error: thrown } : { result: "refused", error: refusal };
      }
    },
    onFailure: (failures, error) => log.warn("mesh.publish_retried", { failures, waiting: outbox.size(), error }),
  });
  // What was sent on a connection that is gone may have arrived or not: all of it is sent again, in order.
  const stopWatching = mesh.onConnectionChange((connected) => (connected ? outbox.release() : outbox.hold()));
  if (!mesh.isConnected()) outbox.hold();

  return {
    epoch,
    pending: () => outbox.size(),
    async publishEvent(subject, payload, options = {}) {
      const kind = parseEventSubject(subject)?.kind;
      if (kind === undefined || kind === "hub.presence" || kind === "hub.health") {
        throw new AppError("invalid_input", `${subject} is not the subject of a durable event.`);
      }
      const body = new TextEncoder().encode(JSON.stringify(payload));
      if (body.length > maxPayloadBytes)
        throw new AppError("too_large", `An event has at most ${maxPayloadBytes} bytes.`);
      if (closed) throw new AppError("unavailable", "The publisher is closed.");
      if (outbox.size() >= outboxLimit) throw new AppError("unavailable", "Too many events wait for the broker.");
      const eventId = Bun.randomUUIDv7("hex", clock.now());
      const seq = ++lastSeq;
      const span = startPublish({ subject, eventId, bytes: body.length });
      await endSpanWith(span, outbox.add({ subject, eventId, seq, body, traceparent: traceHeader(span), options }));
      onPublished?.(kind);
      return { eventId, seq };
    },
    publishPulse(subject, payload) {
      if (closed || !mesh.isConnected() || mesh.nc.isClosed()) return false;
      const eventId = Bun.randomUUIDv7("hex", clock.now());
      const body = new TextEncoder().encode(JSON.stringify(payload));
      const span = startPublish({ subject, eventId, bytes: body.length });
      mesh.nc.publish(subject, body, { headers: commonHeaders(eventId, traceHeader(span)) });
      span.end();
      return true;
    },
    async flush(timeoutMs) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tooLate = new Promise<false>((resolve) => {
        timer = setTimeout(() => resolve(false), timeoutMs);
      });
      const emptied = await Promise.race([outbox.empty().then(() => true), tooLate]);
      clearTimeout(timer);
      return emptied;
    },
    async close() {
      closed = true;
      await stopWatching();
      outbox.abandon(new AppError("unavailable", "The publisher was closed before the broker had the event."));
    },
  };
}

/** Errors that another attempt would meet again. Everything else is tried until it works. */
function refusalOf(thrown: unknown): AppError | null {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if ([thrown, cause].some((error) => error instanceof errors.PermissionViolationError)) {
    return new AppError("forbidden", "The broker refuses this subject to this hub.", { cause: thrown });
  }
  if (thrown instanceof JetStreamApiError && thrown.code === messageTooLarge) {
    return new AppError("too_large", "The broker refuses an event of this size.", { cause: thrown });
  }
  return null;
}
