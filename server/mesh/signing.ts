import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { actionId, maxSignatures, signatureHeader, signatureToleranceSeconds } from "../../contracts/envelope.ts";
import { maxPayloadBytes } from "./decodePayload.ts";

/** The three signature headers as they came, each with every value it was given. */
export type SignatureHeaders = {
  id: readonly string[];
  timestamp: readonly string[];
  signature: readonly string[];
};

/** A signed message as it came: the bytes that were signed, and where they came. */
export type SignedMessage = { subject: string; body: Uint8Array; signature: SignatureHeaders };

export type Verified = { ok: true; id: string; timestamp: number } | { ok: false; reason: string };

const salt = "fed-mesh/v1";
const keyBytes = 32;
const keyPrefix = "whsec_";

const derive = (ikm: Uint8Array, info: string) => Buffer.from(hkdfSync("sha256", ikm, salt, info, keyBytes));

/** The key that signs actions for one instance. HKDF-SHA256 (RFC 5869) of the Meta Hub's root, which only it holds. */
export const deriveActionKey = (root: Uint8Array, slug: string, kid: string): Buffer =>
  derive(root, `action|${slug}|${kid}`);

/** The key that one instance signs its receipts with. */
export const deriveReceiptKey = (root: Uint8Array, slug: string, kid: string): Buffer =>
  derive(root, `receipt|${slug}|${kid}`);

/** The key of an instance's grants, from its action key: see grant.ts. */
export const deriveGrantKey = (actionKey: Uint8Array): Buffer => derive(actionKey, "grant");

/** A key as instances keep it: `whsec_<base64>`, the form of Standard Webhooks. */
export const encodeKey = (key: Uint8Array): string => keyPrefix + Buffer.from(key).toString("base64");

/** The key in `whsec_<base64>`, or null when the text is not one. */
export function decodeKey(text: string): Buffer | null {
  if (!text.startsWith(keyPrefix)) return null;
  return decodeExactly(text.slice(keyPrefix.length));
}

/** Keys with a space between them, the newest first, as an instance has them while keys are rotated; null when one is none. */
export function decodeKeys(text: string): Buffer[] | null {
  const keys = text.split(" ").map(decodeKey);
  return keys.length <= maxSignatures && keys.every((key) => key !== null) ? keys : null;
}

/** 32 bytes in base64, or null. Every text but the one canonical form is refused: no two texts mean the same bytes. */
function decodeExactly(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, "base64");
  return bytes.length === keyBytes && bytes.toString("base64") === base64 ? bytes : null;
}

function mac(key: Uint8Array, id: string, timestamp: string, body: Uint8Array): Buffer {
  return createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
}

/**
 * Signs a body by Standard Webhooks v1: HMAC-SHA256 over `<id>.<timestamp>.<body>`, one signature a key.
 *
 * @param timestamp seconds since 1970.
 * @param keys one, or during a key rotation old and new; at most 4.
 */
export function sign(input: { id: string; timestamp: number; body: Uint8Array; keys: readonly Uint8Array[] }) {
  const timestamp = String(input.timestamp);
  return {
    [signatureHeader.id]: input.id,
    [signatureHeader.timestamp]: timestamp,
    [signatureHeader.signature]: input.keys
      .map((key) => `v1,${mac(key, input.id, timestamp, input.body).toString("base64")}`)
      .join(" "),
  };
}

/**
 * Verifies the signature of a message: size and header grammar, then time, then every key against every signature
 * without early exit, so that the time it takes tells nothing. What the body says is not looked at.
 */
export function verify(input: { message: SignedMessage; keys: readonly Uint8Array[]; now: Date }): Verified {
  const { body, signature: headers } = input.message;
  if (body.length > maxPayloadBytes) return { ok: false, reason: `larger than ${maxPayloadBytes} bytes` };

  const [id, timestamp, signatureText] = [headers.id, headers.timestamp, headers.signature].map(only);
  // The grammar of ids has no dot: with one, two different messages could have the same signed bytes.
  if (!actionId.safeParse(id).success) return { ok: false, reason: `malformed ${signatureHeader.id}` };
  if (!/^[1-9][0-9]{0,11}$/.test(timestamp ?? ""))
    return { ok: false, reason: `malformed ${signatureHeader.timestamp}` };
  const signatures = parseSignatures(signatureText ?? "");
  if (id === undefined || timestamp === undefined || signatures === null) {
    return { ok: false, reason: `malformed ${signatureHeader.signature}` };
  }

  const sentAt = Number(timestamp);
  if (Math.abs(Math.floor(input.now.getTime() / 1000) - sentAt) > signatureToleranceSeconds) {
    return { ok: false, reason: "timestamp too far from now" };
  }

  let matches = 0;
  for (const key of input.keys) {
    const expected = mac(key, id, timestamp, body);
    for (const signature of signatures) matches += Number(timingSafeEqual(expected, signature));
  }
  return matches > 0 ? { ok: true, id, timestamp: sentAt } : { ok: false, reason: "signature does not match" };
}

/** The only value, or undefined when there is none or several: then it is unclear which one was signed. */
const only = (values: readonly string[]): string | undefined => (values.length === 1 ? values[0] : undefined);

function parseSignatures(text: string): Buffer[] | null {
  const parts = text.split(" ");
  if (parts.length > maxSignatures) return null;
  const signatures: Buffer[] = [];
  for (const part of parts) {
    const bytes = part.startsWith("v1,") ? decodeExactly(part.slice(3)) : null;
    if (bytes === null) return null;
    signatures.push(bytes);
  }
  return signatures;
}
