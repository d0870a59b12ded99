import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** SHA-256 of a key or token: all that is ever stored of one. */
export const digestOf = (secret: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash("sha256").update(secret, "utf8").digest());

/** Whether two digests are equal, in a time that does not tell where they differ. */
export const sameDigest = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

/** 256 random bits, safe in a URL, a header and a cookie. */
export const randomSecret = (): string => randomBytes(32).toString("base64url");
