import {
  type ActionEnvelope,
  actionEnvelope,
  maxActionLifetimeSeconds,
  type SignedReceipt,
  signatureToleranceSeconds,
  signedReceipt,
} from "../../contracts/envelope.ts";
import { decodePayload } from "./decodePayload.ts";
import { type SignedMessage, verify } from "./signing.ts";

/**
 * What an instance makes of a message on its request subjects. A refusal with an envelope is authentic and for this
 * instance, so it deserves a signed `refused` receipt; one without is noise or an attack, and is answered by nothing.
 */
export type EnvelopeVerdict =
  | { ok: true; envelope: ActionEnvelope; signedAt: Date }
  | { ok: false; reason: string; envelope: null }
  | { ok: false; reason: string; envelope: ActionEnvelope; signedAt: Date };

/**
 * Decides whether an instance believes a signed action. The order is part of the design: signature and time, then the
 * same bytes parsed, then id, audience, subject and expiry. Whether the instance allows it, and whether it has run before,
 * is for the caller to find out, in this order.
 */
export function verifyEnvelope(input: {
  message: SignedMessage;
  /** The instance's action keys: one, or during a rotation two. */
  keys: readonly Uint8Array[];
  slug: string;
  now: Date;
}): EnvelopeVerdict {
  const { message, slug, now } = input;
  const verified = verify({ message, keys: input.keys, now });
  if (!verified.ok) return { ok: false, reason: verified.reason, envelope: null };

  const decoded = decodePayload(message.body);
  if (!decoded.ok) return { ok: false, reason: decoded.reason, envelope: null };
  const parsed = actionEnvelope.safeParse(decoded.value);
  if (!parsed.success) return { ok: false, reason: "not an action envelope", envelope: null };
  const envelope = parsed.data;

  if (envelope.id !== verified.id) return { ok: false, reason: "id differs from its header", envelope: null };
  if (envelope.aud !== slug) return { ok: false, reason: "meant for another project", envelope: null };
  if (envelope.sub !== message.subject) return { ok: false, reason: "sent on another subject", envelope: null };

  const signedAt = new Date(verified.timestamp * 1000);
  const seconds = Math.floor(now.getTime() / 1000);
  if (envelope.exp < seconds) return { ok: false, reason: "expired", envelope, signedAt };
  if (envelope.exp > seconds + maxActionLifetimeSeconds + signatureToleranceSeconds) {
    return { ok: false, reason: "expires too far ahead", envelope, signedAt };
  }
  return { ok: true, envelope, signedAt };
}

export type ReceiptVerdict = { ok: true; receipt: SignedReceipt } | { ok: false; reason: string };

/**
 * Decides whether the Meta Hub believes a receipt: signed with this project's receipt key, and naming this project.
 *
 * @param receivedAt when the broker took it in: it may have waited in the stream for longer than a signature is good for.
 */
export function verifyReceipt(input: {
  message: SignedMessage;
  keys: readonly Uint8Array[];
  slug: string;
  receivedAt: Date;
}): ReceiptVerdict {
  const verified = verify({ message: input.message, keys: input.keys, now: input.receivedAt });
  if (!verified.ok) return verified;
  const decoded = decodePayload(input.message.body);
  if (!decoded.ok) return decoded;
  const parsed = signedReceipt.safeParse(decoded.value);
  if (!parsed.success) return { ok: false, reason: "not a receipt" };
  if (parsed.data.projectSlug !== input.slug) return { ok: false, reason: "about another project" };
  return { ok: true, receipt: parsed.data };
}
