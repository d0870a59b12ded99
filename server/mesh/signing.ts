import { createHmac, timingSafeEqual } from "node:crypto";
import { actionId, maxSignatures, signatureHeader, signatureToleranceSeconds } from "../../contracts/envelope.ts";
import { decode32Bytes } from "../platform/keys/deriveKeys.ts";
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
    const bytes = part.startsWith("v1,") ? decode32Bytes(part.slice(3)) : null;
    if (bytes === null) return null;
    signatures.push(bytes);
  }
  return signatures;
}
