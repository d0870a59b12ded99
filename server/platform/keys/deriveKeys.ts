import { hkdfSync } from "node:crypto";
import { maxSignatures } from "../../../contracts/envelope.ts";

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

/** The key of an instance's grants, from its action key: see mesh/grant.ts. */
export const deriveGrantKey = (actionKey: Uint8Array): Buffer => derive(actionKey, "grant");

/** A key as instances keep it: `whsec_<base64>`, the form of Standard Webhooks. */
export const encodeKey = (key: Uint8Array): string => keyPrefix + Buffer.from(key).toString("base64");

/** The key in `whsec_<base64>`, or null when the text is not one. */
export function decodeKey(text: string): Buffer | null {
  if (!text.startsWith(keyPrefix)) return null;
  return decode32Bytes(text.slice(keyPrefix.length));
}

/** Keys with a space between them, the newest first, as an instance has them while keys are rotated; null when one is none. */
export function decodeKeys(text: string): Buffer[] | null {
  const keys = text.split(" ").map(decodeKey);
  return keys.length <= maxSignatures && keys.every((key) => key !== null) ? keys : null;
}

/** 32 bytes in base64, or null. Every text but the one canonical form is refused: no two texts mean the same bytes. */
export function decode32Bytes(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, "base64");
  return bytes.length === keyBytes && bytes.toString("base64") === base64 ? bytes : null;
}
