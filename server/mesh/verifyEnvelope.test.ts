import { describe, expect, test } from "bun:test";
import { requestSubject } from "../../contracts/subjects.ts";
import { deriveActionKey, deriveReceiptKey } from "../platform/keys/deriveKeys.ts";
import { type SignedMessage, sign } from "./signing.ts";
import { verifyEnvelope, verifyReceipt } from "./verifyEnvelope.ts";

const root = Uint8Array.from({ length: 32 }, (_, index) => index);
const key = deriveActionKey(root, "veria", "k1");
const receiptKey = deriveReceiptKey(root, "veria", "k1");
const seconds = 1767225600;
const now = new Date(seconds * 1000);
const subject = requestSubject.audit("veria.mesh", "security");
const envelope = {
  v: 1,
  id: "act_01J9ZQ8M3T5V7X9Z",
  iss: "meta",
  aud: "veria",
  sub: subject,
  type: "audit.security",
  exp: seconds + 300,
  args: {},
};

type Signing = { id?: string; timestamp?: number; keys?: Uint8Array[] };

function signed(text: string, { id = envelope.id, timestamp = seconds, keys = [key] }: Signing = {}): SignedMessage {
  const body = Buffer.from(text, "latin1");
  const headers = sign({ id, timestamp, body, keys });
  const signature = {
    id: [headers["webhook-id"]],
    timestamp: [headers["webhook-timestamp"]],
    signature: [headers["webhook-signature"]],
  };
  return { subject, body, signature };
}

const judge = (message: SignedMessage, changes: Partial<Parameters<typeof verifyEnvelope>[0]> = {}) =>
  verifyEnvelope({ message, keys: [key], slug: "veria", now, ...changes });

const withFields = (changes: object) => signed(JSON.stringify({ ...envelope, ...changes }));

test("an action for this instance, on its subject and in time is believed", () => {
  expect(judge(withFields({}))).toMatchObject({
    ok: true,
    envelope: { id: envelope.id, type: "audit.security" },
    signedAt: now,
  });
});

describe("without an answer, refuses", () => {
  const cases: [string, SignedMessage, string][] = [
    ["another key", signed(JSON.stringify(envelope), { keys: [receiptKey] }), "signature does not match"],
    ["an old timestamp", signed(JSON.stringify(envelope), { timestamp: seconds - 301 }), "timestamp too far from now"],
    [
      "a future timestamp",
      signed(JSON.stringify(envelope), { timestamp: seconds + 301 }),
      "timestamp too far from now",
    ],
    ["bytes that are not UTF-8", signed(JSON.stringify(envelope).replace("meta", "met\xff")), "not UTF-8"],
    ["what is not JSON", signed("{"), "not JSON"],
    ["a prototype key", signed('{"__proto__":{"aud":"veria"}}'), "forbidden key __proto__"],
    ["an unknown field", withFields({ extra: 1 }), "not an action envelope"],
    ["another issuer", withFields({ iss: "veria" }), "not an action envelope"],
    ["another version", withFields({ v: 2 }), "not an action envelope"],
    ["a type nobody knows", withFields({ type: "audit.everything" }), "not an action envelope"],
    ["an id that is not the header's", withFields({ id: "act_another_one" }), "id differs from its header"],
    ["another project's action", withFields({ aud: "performia" }), "meant for another project"],
    ["an action moved to another subject", { ...withFields({}), subject: `${subject}2` }, "sent on another subject"],
  ];
  test.each(cases)("%s", (_name, message, reason) => {
    expect(judge(message)).toEqual({ ok: false, reason, envelope: null });
  });
});

test("an authentic action that is late is refused with its envelope, so that the Meta Hub can be told", () => {
  expect(judge(withFields({ exp: seconds }))).toMatchObject({ ok: true });
  expect(judge(withFields({ exp: seconds - 1 }))).toMatchObject({ reason: "expired", envelope: { id: envelope.id } });
  expect(judge(withFields({ exp: seconds + 2 * 3600 }))).toMatchObject({ reason: "expires too far ahead" });
});

const receipt = { v: 1, actionId: envelope.id, projectSlug: "veria", state: "accepted", at: now.toISOString() };
const receiptVerdict = (message: SignedMessage, receivedAt = now) =>
  verifyReceipt({ message, keys: [receiptKey], slug: "veria", receivedAt });

test("a receipt is believed when this project's receipt key signed it and it names this project", () => {
  const good = signed(JSON.stringify(receipt), { keys: [receiptKey] });
  expect(receiptVerdict(good)).toMatchObject({ ok: true, receipt: { state: "accepted" } });
  expect(receiptVerdict(signed(JSON.stringify(receipt), { keys: [key] }))).toMatchObject({ ok: false });
  const foreign = signed(JSON.stringify({ ...receipt, projectSlug: "performia" }), { keys: [receiptKey] });
  expect(receiptVerdict(foreign)).toEqual({ ok: false, reason: "about another project" });
  expect(receiptVerdict(signed("{}", { keys: [receiptKey] }))).toEqual({ ok: false, reason: "not a receipt" });
  expect(receiptVerdict(good, new Date(now.getTime() + 301_000))).toMatchObject({ ok: false });
});
