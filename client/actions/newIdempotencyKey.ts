/** A key that nobody has used. `crypto.randomUUID` is missing where a hub is reached by http from another machine. */
export const newIdempotencyKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
