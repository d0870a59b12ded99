import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { deriveActionKey, encodeKey } from "../platform/keys/deriveKeys.ts";
import { type SignatureHeaders, type SignedMessage, sign, verify } from "./signing.ts";

const root = Uint8Array.from({ length: 32 }, (_, index) => index);
const key = deriveActionKey(root, "veria", "k1");
const otherKey = deriveActionKey(root, "performia", "k1");
const id = "act_01J9ZQ8M3T5V7X9Z";
const timestamp = 1767225600;
const body = new TextEncoder().encode(
  '{"v":1,"id":"act_01J9ZQ8M3T5V7X9Z","iss":"meta","aud":"veria","sub":"fed.veria.mesh.audit.requested.security","type":"audit.security","exp":1767225900,"args":{}}',
);
const published = "v1,y+1o63pDJLh3d4biCmCc+oyhzVLI7TMe7zMKzziiUko=";
const at = (seconds: number) => new Date(seconds * 1000);

function message(changes: Partial<SignatureHeaders> = {}, bytes: Uint8Array = body): SignedMessage {
  const signature = { id: [id], timestamp: [String(timestamp)], signature: [published], ...changes };
  return { subject: "fed.veria.mesh.audit.requested.security", body: bytes, signature };
}

const accepts = (signed: SignedMessage, now = at(timestamp), keys: Uint8Array[] = [key]) =>
  verify({ message: signed, keys, now });

test("signs what the published test vector says", () => {
  expect(sign({ id, timestamp, body, keys: [key] })).toEqual({
    "webhook-id": id,
    "webhook-timestamp": "1767225600",
    "webhook-signature": published,
  });
  expect(accepts(message())).toEqual({ ok: true, id, timestamp });
});

test("a stock Standard Webhooks library verifies what we sign, and we verify what it signs", () => {
  const stock = new Webhook(encodeKey(key));
  const now = Math.floor(Date.now() / 1000);
  const text = new TextDecoder().decode(body);
  expect(stock.verify(text, sign({ id, timestamp: now, body, keys: [otherKey, key] }))).toEqual(JSON.parse(text));

  const signature = [stock.sign(id, at(now), text)];
  expect(accepts(message({ timestamp: [String(now)], signature }), at(now))).toMatchObject({ ok: true });
});

describe("refuses", () => {
  const refusals: [string, SignedMessage, (string | RegExp)?][] = [
    [
      "an altered body",
      message(
        {},
        Uint8Array.from(body, (byte, index) => (index === 5 ? byte ^ 1 : byte)),
      ),
    ],
    ["a body cut short", message({}, body.subarray(0, -1))],
    ["an altered id", message({ id: ["act_01J9ZQ8M3T5V7X9Y"] })],
    ["an altered timestamp", message({ timestamp: [String(timestamp + 1)] })],
    ["an altered signature", message({ signature: ["v1,z+1o63pDJLh3d4biCmCc+oyhzVLI7TMe7zMKzziiUko="] })],
    [
      "an id with a dot, which could move bytes between id and body",
      message({ id: ["act_01J9ZQ8M.1767225600"] }),
      /malformed webhook-id/,
    ],
    ["no id", message({ id: [] }), /malformed webhook-id/],
    ["an id given twice", message({ id: [id, id] }), /malformed webhook-id/],
    ["a timestamp given twice", message({ timestamp: ["1767225600", "1767225600"] }), /malformed webhook-timestamp/],
    ["signatures in two headers", message({ signature: [published, published] }), /malformed webhook-signature/],
    ["five signatures", message({ signature: [Array(5).fill(published).join(" ")] }), /malformed webhook-signature/],
    ["no signature", message({ signature: [""] }), /malformed webhook-signature/],
    ["a signature of another version", message({ signature: [published.replace("v1", "v2")] }), /malformed/],
    ["base64 with unused bits set", message({ signature: [published.replace("ko=", "kp=")] }), /malformed/],
    ["base64 without padding", message({ signature: [published.slice(0, -1)] }), /malformed/],
    ["base64url instead of base64", message({ signature: [published.replace("+", "-")] }), /malformed/],
    ["a signature of 31 bytes", message({ signature: [`v1,${Buffer.alloc(31).toString("base64")}`] }), /malformed/],
    ["a timestamp with a leading zero", message({ timestamp: ["01767225600"] }), /malformed webhook-timestamp/],
    ["a timestamp with a sign", message({ timestamp: ["+1767225600"] }), /malformed webhook-timestamp/],
    ["a body over 64 KiB", message({}, new Uint8Array(64 * 1024 + 1)), /larger than/],
  ];
  test.each(refusals)("%s", (_name, signed, reason = "signature does not match") => {
    const verdict = accepts(signed);
    expect(verdict).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
  });

  test("a signature by another instance's key, or no key at all", () => {
    expect(accepts(message(), at(timestamp), [otherKey])).toMatchObject({ ok: false });
    expect(accepts(message(), at(timestamp), [])).toMatchObject({ ok: false });
  });

  test("a clock that is more than 300 s off, either way, and no less", () => {
    for (const off of [-300, 0, 300]) expect(accepts(message(), at(timestamp + off))).toMatchObject({ ok: true });
    for (const off of [-301, 301, 86_400]) {
      expect(accepts(message(), at(timestamp + off))).toEqual({ ok: false, reason: "timestamp too far from now" });
    }
  });
});

test("during a rotation the new signature is found behind the old one, with either key first", () => {
  const signature = [sign({ id, timestamp, body, keys: [otherKey, key] })["webhook-signature"]];
  expect(accepts(message({ signature }))).toMatchObject({ ok: true });
  expect(accepts(message({ signature }), at(timestamp), [deriveActionKey(root, "veria", "k2"), key]).ok).toBe(true);
});

test("whatever is signed verifies, and stops to verify when any byte of it changes", () => {
  const cases = fc.record({
    bytes: fc.uint8Array({ maxLength: 2000 }),
    name: fc.stringMatching(/^[A-Za-z0-9_-]{8,80}$/),
    seconds: fc.integer({ min: 1, max: 4_000_000_000 }),
    secret: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    changed: fc.nat(),
  });
  fc.assert(
    fc.property(cases, ({ bytes, name, seconds, secret, changed }) => {
      const signed = sign({ id: name, timestamp: seconds, body: bytes, keys: [secret] });
      const headers = {
        id: [signed["webhook-id"]],
        timestamp: [signed["webhook-timestamp"]],
        signature: [signed["webhook-signature"]],
      };
      expect(accepts(message(headers, bytes), at(seconds), [secret]).ok).toBe(true);
      if (bytes.length === 0) return;
      const forged = Uint8Array.from(bytes);
      forged[changed % bytes.length] = (forged[changed % bytes.length] ?? 0) ^ 1;
      expect(accepts(message(headers, forged), at(seconds), [secret]).ok).toBe(false);
    }),
  );
});
