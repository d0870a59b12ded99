import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { recordSpans } from "../platform/telemetry/testing/recordSpans.ts";
import { type Cause, causesOf, mostCauses, startPublish, traceHeader, traceShared } from "./traceEvents.ts";

const subject = "fed.veria.mesh.audit.summary.status";
const eventOf = (traceparent: string | null, eventId: string | null = null) => ({
  ...{ subject, eventId, kind: "audit.summary.status", traceparent },
});
const published = (eventId: string): string | null => {
  const span = startPublish({ subject, eventId, bytes: 7 });
  span.end();
  return traceHeader(span) ?? null;
};
const share = (causes: readonly Cause[], work: () => Promise<unknown>) =>
  traceShared({ name: "shared", each: "each", kind: SpanKind.CONSUMER, attributes: { n: 1 }, causes }, work);

let recorded: ReturnType<typeof recordSpans>;

describe("while spans are recorded", () => {
  beforeEach(() => {
    recorded = recordSpans();
  });
  afterEach(() => recorded.stop());

  test("publishing is a span that goes with the message", () => {
    const header = published("e1");
    const [span] = recorded.spans("fed.event.publish");
    expect(span?.kind).toBe(SpanKind.PRODUCER);
    expect(span?.attributes).toEqual({
      "messaging.system": "nats",
      "messaging.operation.type": "send",
      "messaging.destination.name": subject,
      "messaging.message.id": "e1",
      "messaging.message.body.size": 7,
    });
    expect(header).toBe(`00-${span?.spanContext().traceId}-${span?.spanContext().spanId}-01`);
  });

  test("work for many events is one span with a link to each, and a child in each event's own trace", async () => {
    const causes = causesOf([eventOf(published("e1"), "e1"), eventOf(null), eventOf(published("e2"), "e2")]);
    expect(await share(causes, async () => "done")).toBe("done");
    const sources = recorded.spans("fed.event.publish").map((span) => span.spanContext());
    const [shared] = recorded.spans("shared");
    expect(shared?.parentSpanContext).toBeUndefined();
    expect(shared?.attributes).toEqual({ n: 1 });
    expect(shared?.links.map(({ context }) => context.spanId)).toEqual(sources.map(({ spanId }) => spanId));
    const each = recorded.spans("each");
    expect(each.map((span) => span.attributes["messaging.message.id"])).toEqual(["e1", "e2"]);
    expect(each.map((span) => span.attributes["fed.event.kind"])).toEqual([
      "audit.summary.status",
      "audit.summary.status",
    ]);
    expect(each.map((span) => [span.spanContext().traceId, span.parentSpanContext?.spanId])).toEqual(
      sources.map(({ traceId, spanId }) => [traceId, spanId]),
    );
    const sharedId = shared?.spanContext().spanId ?? "no span";
    expect(each.map((span) => span.links.map(({ context }) => context.spanId))).toEqual([[sharedId], [sharedId]]);
  });

  test("work that fails is a failed span, in every event's trace too", async () => {
    const causes = causesOf([eventOf(published("e1"), "e1")]);
    await expect(share(causes, () => Promise.reject(new Error("no database")))).rejects.toThrow("no database");
    for (const name of ["shared", "each"]) {
      const [span] = recorded.spans(name);
      expect(span?.status.code).toBe(SpanStatusCode.ERROR);
      expect(span?.events[0]?.attributes?.["exception.message"]).toBe("no database");
    }
  });

  test("a trace that its publisher does not keep is not followed", () => {
    const header = published("e1")?.replace(/01$/, "00") ?? null;
    expect(causesOf([eventOf(header), eventOf("nonsense")])).toEqual([]);
  });

  test("of a large batch only so many traces are followed as a span keeps links", async () => {
    const header = published("e1");
    const causes = causesOf(Array.from({ length: mostCauses + 50 }, () => eventOf(header)));
    await share(causes, async () => {});
    expect(recorded.spans("shared")[0]?.links).toHaveLength(mostCauses);
    expect(recorded.spans("each")).toHaveLength(mostCauses);
  });
});

test("while none are recorded, nothing goes with a message and nothing is followed", async () => {
  expect(published("e1")).toBeNull();
  expect(causesOf([eventOf("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")])).toEqual([]);
  expect(await share([], async () => "done")).toBe("done");
});
