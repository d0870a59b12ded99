import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { eventHeader } from "../../contracts/subjects.ts";
import { failSpan, inSpan, startSpan, traceHeaders } from "../platform/telemetry/span.ts";

/** What is told of every message, under the names of OpenTelemetry's conventions for messaging. */
const messaging = { "messaging.system": "nats" } as const;

/** One message that was traced where it came from: its trace, and what tells it from others. */
export type Cause = { parent: Context; attributes: Attributes };

type Traced = { subject: string; eventId: string | null; kind: string; traceparent: string | null };

/** More traces than this are not followed through one batch: it is as many links as a span keeps. */
export const mostCauses = 128;

/** The span of publishing a message, which goes with it: see `traceHeader`. It ends when the broker has the message. */
export function startPublish({ subject, eventId, bytes }: { subject: string; eventId: string; bytes: number }): Span {
  const attributes = {
    ...messaging,
    "messaging.operation.type": "send",
    "messaging.destination.name": subject,
    "messaging.message.id": eventId,
    "messaging.message.body.size": bytes,
  };
  return startSpan("fed.event.publish", { kind: SpanKind.PRODUCER, attributes });
}

/** The `traceparent` of a span; undefined while nothing is traced. */
export const traceHeader = (span: Span): string | undefined =>
  traceHeaders(trace.setSpan(ROOT_CONTEXT, span))[eventHeader.traceparent];

/** The traces that events came with, as far as they are recorded; none while nothing is traced here. */
export function causesOf(events: readonly Traced[]): Cause[] {
  const causes: Cause[] = [];
  for (const { traceparent, subject, eventId, kind } of events) {
    if (traceparent === null) continue;
    const parent = propagation.extract(ROOT_CONTEXT, { [eventHeader.traceparent]: traceparent });
    const flags = trace.getSpanContext(parent)?.traceFlags ?? TraceFlags.NONE;
    if ((flags & TraceFlags.SAMPLED) === 0) continue;
    const attributes: Attributes = { ...messaging, "messaging.destination.name": subject, "fed.event.kind": kind };
    if (eventId !== null) attributes["messaging.message.id"] = eventId;
    causes.push({ parent, attributes });
    if (causes.length === mostCauses) break;
  }
  return causes;
}

/**
 * Runs `work`, which is done once for many events, inside a span `name`. Where one event of them is traced it is in that
 * trace; of several it is the root of a trace of its own, with a link to each event's: a span has one parent, and to give
 * it the first event's would hide the others. In each event's own trace stands a span `each`, a child of the event's publishing and as long as the shared work, linked to that: so
 * one event's way can be read in one trace, and what was shared is one click away.
 */
export async function traceShared<T>(
  options: { name: string; each: string; kind: SpanKind; attributes: Attributes; causes: readonly Cause[] },
  work: () => Promise<T>,
): Promise<T> {
  const { name, each, kind, attributes, causes } = options;
  const startTime = new Date();
  const links = causes.flatMap(({ parent }) => trace.getSpanContext(parent) ?? []).map((context) => ({ context }));
  const finish = (shared: Span, thrown?: unknown) => {
    const links = [{ context: shared.spanContext() }];
    for (const cause of causes) {
      const span = startSpan(each, { kind, startTime, links, attributes: cause.attributes }, cause.parent);
      if (thrown !== undefined) failSpan(span, thrown);
      span.end();
    }
  };
  const [only, ...others] = causes;
  const above = only !== undefined && others.length === 0 ? only.parent : ROOT_CONTEXT;
  return await context.with(above, () =>
    inSpan(name, { kind, links, attributes }, async (shared) => {
      try {
        const result = await work();
        finish(shared);
        return result;
      } catch (thrown) {
        finish(shared, thrown);
        throw thrown;
      }
    }),
  );
}
