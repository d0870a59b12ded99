import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { eventHeader, eventSubject } from "../../contracts/subjects.ts";
import { type MeshEvent, parseEvent, type RejectedEvent } from "./parseEvent.ts";
import type { RawMessage } from "./rawMessage.ts";

const ns = "veria.mesh";
const receivedAt = new Date("2026-01-01T12:00:00Z");
const ahead = (ms: number) => new Date(receivedAt.getTime() + ms).toISOString();
const audit = { projectSlug: "veria", ok: 3, warn: 1, fail: 0, lastRun: "2026-01-01T11:00:00+01:00" };
const auditSubject = eventSubject.summary(ns, "audit.summary.status");

type Given = { subject?: string; payload?: unknown; text?: string; headers?: RawMessage["headers"] };

const raw = ({ subject = auditSubject, payload = audit, text, headers = [] }: Given = {}): RawMessage => ({
  subject,
  data: new TextEncoder().encode(text ?? JSON.stringify(payload)),
  headers,
  receivedAt,
  streamSeq: 7,
});

function accepted(given: Given = {}): MeshEvent {
  const result = parseEvent(raw(given));
  if (!result.ok) throw new Error(result.rejected.reason);
  return result.event;
}

function rejected(given: Given): RejectedEvent {
  const result = parseEvent(raw(given));
  if (result.ok) throw new Error("was accepted");
  return result.rejected;
}

const eventId = Bun.randomUUIDv7();
const epoch = Bun.randomUUIDv7();
const headers: [string, string[]][] = [
  [eventHeader.eventId, [eventId]],
  [eventHeader.epoch, [epoch]],
  [eventHeader.seq, ["12"]],
  [eventHeader.sentAt, [ahead(-20)]],
  [eventHeader.traceparent, ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"]],
  ["Nats-Msg-Id", ["whatever"]],
];
const headersWith = (name: string, values: string[]) =>
  headers.map(([known, given]): [string, string[]] => [known, known === name ? values : given]);

test("an event is its subject, headers and payload, each in its own type", () => {
  expect(accepted({ headers })).toEqual({
    kind: "audit.summary.status",
    payload: { ...audit, lastRun: new Date("2026-01-01T10:00:00Z") },
    subject: auditSubject,
    meshNs: ns,
    rest: null,
    eventId,
    epoch,
    seq: 12,
    sentAt: new Date(receivedAt.getTime() - 20),
    traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    receivedAt,
    skewSeconds: null,
    streamSeq: 7,
    signed: null,
  });
});

test("a plain client that sends no headers is heard, and so are fields we do not read", () => {
  expect(accepted({ payload: { ...audit, more: { is: "ignored" } } })).toMatchObject({ eventId: null, seq: null });
});

test("the last token of a subject names the hub or the kind of audit", () => {
  const payload = {
    projectSlug: "veria",
    meshNs: ns,
    hubUrl: "http://127.0.0.1:5401",
    version: "1",
    tools: [],
    capabilities: [],
  };
  expect(accepted({ subject: eventSubject.presence(ns, "hub-1"), payload }).rest).toBe("hub-1");
});

test("a receipt keeps the very bytes and headers that were signed", () => {
  const receipt = { v: 1, actionId: "act_12345678", projectSlug: "veria", state: "started", at: ahead(0) };
  const signature: [string, string[]][] = [
    ["webhook-id", ["rcp_1", "rcp_2"]],
    ["webhook-timestamp", ["1"]],
    ["webhook-signature", ["v1,x"]],
  ];
  const message = raw({ subject: eventSubject.actionReceipt(ns), payload: receipt, headers: signature });
  const result = parseEvent(message);
  expect(result.ok && result.event.signed).toEqual({
    subject: message.subject,
    body: message.data,
    signature: { id: ["rcp_1", "rcp_2"], timestamp: ["1"], signature: ["v1,x"] },
  });
});

describe("rejects with its reason", () => {
  const cases: [string, Given, string | RegExp][] = [
    ["an unknown subject", { subject: "fed.veria.mesh.audit.summary.else" }, "unknown subject"],
    ["a request, which is no event", { subject: "fed.veria.mesh.graph.summary.requested" }, "unknown subject"],
    ["a namespace of one token", { subject: "fed.veria.audit.summary.status" }, "unknown subject"],
    ["a missing field", { payload: { ...audit, ok: undefined } }, /^ok: /],
    [
      "a wrong type deep inside",
      {
        subject: eventSubject.summary(ns, "graph.summary.nodes"),
        payload: { projectSlug: "veria", counts: { files: "1", symbols: 1, tasks: 1, audits: 1 }, ts: ahead(0) },
      },
      /^counts\.files: /,
    ],
    ["no object at all", { text: "[]" }, /^payload: /],
    ["a number beyond every number", { text: JSON.stringify(audit).replace("3", "1e999") }, /^ok: /],
    ["a whole number no longer exact", { text: JSON.stringify(audit).replace("3", "9007199254740993") }, /^ok: /],
    ["a negative count", { payload: { ...audit, fail: -1 } }, /^fail: /],
    ["a slug that is none", { payload: { ...audit, projectSlug: "Veria" } }, /^projectSlug: /],
    [
      "a hub address that is a script",
      {
        subject: eventSubject.presence(ns, "h"),
        payload: {
          projectSlug: "veria",
          meshNs: ns,
          hubUrl: "javascript:alert(1)",
          version: "1",
          tools: [],
          capabilities: [],
        },
      },
      /^hubUrl: /,
    ],
    [
      "a namespace that is not the subject's",
      {
        subject: eventSubject.presence(ns, "h"),
        payload: {
          projectSlug: "veria",
          meshNs: "performia.mesh",
          hubUrl: "http://a",
          version: "1",
          tools: [],
          capabilities: [],
        },
      },
      "identity mismatch",
    ],
    [
      "a time a day and more ahead",
      { payload: { ...audit, lastRun: ahead(24 * 3600_000 + 1) } },
      "time more than 24 h in the future",
    ],
    ["a time before 1970", { payload: { ...audit, lastRun: "0001-01-01T00:00:00Z" } }, "time before 1970"],
    [
      "a proof seen in the far future",
      {
        subject: eventSubject.integrationEdge(ns),
        payload: {
          fromProject: "veria",
          toProject: "performia",
          kind: "api",
          strength: 1,
          proof: { lastSeenAt: ahead(25 * 3600_000) },
        },
      },
      "time more than 24 h in the future",
    ],
    ["headers that cannot be read", { headers: "malformed" }, "headers are malformed"],
    [
      "an event id that is none",
      { headers: headersWith(eventHeader.eventId, ["1"]) },
      "header Fed-Event-Id is malformed",
    ],
    [
      "an event id given twice",
      { headers: headersWith(eventHeader.eventId, [eventId, eventId]) },
      "header Fed-Event-Id is given more than once",
    ],
    ["a sequence of 0", { headers: headersWith(eventHeader.seq, ["0"]) }, "header Fed-Seq is malformed"],
    [
      "a sequence beyond exactness",
      { headers: headersWith(eventHeader.seq, ["9007199254740993"]) },
      "header Fed-Seq is malformed",
    ],
    [
      "a time of sending that is none",
      { headers: headersWith(eventHeader.sentAt, ["now"]) },
      "header Fed-Sent-At is malformed",
    ],
    [
      "a time of sending far ahead",
      { headers: headersWith(eventHeader.sentAt, [ahead(90_000_000)]) },
      "time more than 24 h in the future",
    ],
  ];
  test.each(cases)("%s", (_name, given, reason) => {
    expect(rejected(given).reason).toMatch(reason);
  });
});

test("a trace that cannot be read is left out, and the event stays", () => {
  expect(accepted({ headers: headersWith(eventHeader.traceparent, ["nonsense"]) }).traceparent).toBeNull();
});

test("a clock more than 60 s off is noted, ahead or behind; an old fact alone says nothing about clocks", () => {
  const sent = (ms: number) => accepted({ headers: headersWith(eventHeader.sentAt, [ahead(ms)]) }).skewSeconds;
  expect([sent(60_000), sent(61_000), sent(-60_000), sent(-90_000)]).toEqual([null, 61, null, -90]);
  expect(accepted({ payload: { ...audit, lastRun: ahead(-86_400_000) } }).skewSeconds).toBeNull();
  expect(accepted({ payload: { ...audit, lastRun: ahead(120_000) } }).skewSeconds).toBe(120);
});

test("what is rejected can be stored: 4 KiB at most, no NUL, whole characters, a key that a redelivery repeats", () => {
  const event = rejected({ subject: `fed.veria.mesh.audit.result.${"\0".repeat(300)}`, text: `"${"x".repeat(9000)}"` });
  expect(event.payload.length).toBe(4096);
  expect(event.subject).not.toContain("\0");
  expect(event.subject.length).toBe(255);
  expect(event.messageKey).toBe(`FED_EVENTS:7:${event.receivedAt.getTime()}`);
});

test("no bytes, subject or headers make it throw", () => {
  const message = fc.record({
    subject: fc.oneof(
      fc.constant(auditSubject),
      fc.string(),
      fc.string().map((end) => `fed.veria.mesh.${end}`),
    ),
    data: fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.json().map((text) => new TextEncoder().encode(text)),
      fc
        .record({
          projectSlug: fc.anything(),
          ok: fc.anything(),
          lastRun: fc.oneof(fc.date(), fc.double(), fc.string()),
        })
        .map((value) =>
          new TextEncoder().encode(
            JSON.stringify(value, (_key, item) => (typeof item === "bigint" ? `${item}` : item)),
          ),
        ),
    ),
    headers: fc.oneof(
      fc.constant("malformed" as const),
      fc.array(fc.tuple(fc.oneof(fc.constantFrom(...Object.values(eventHeader)), fc.string()), fc.array(fc.string()))),
    ),
    receivedAt: fc.constant(receivedAt),
    streamSeq: fc.option(fc.nat()),
  });
  fc.assert(
    fc.property(message, (given) => {
      const result = parseEvent(given);
      if (!result.ok) expect(result.rejected.reason.length).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});
