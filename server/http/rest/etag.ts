/** A JSON answer, written: its bytes and the `ETag` of them. */
export type WrittenJson = { body: Uint8Array<ArrayBuffer>; etag: string };

export function writeJson(value: unknown): WrittenJson {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return { body, etag: `"${Bun.hash(body).toString(36)}"` };
}

/**
 * Sends it, or 304 without a body when the caller has exactly that already.
 * `private`: what one key may read is in no shared cache. `no-cache`: ask each time, which a 304 makes cheap.
 */
export function sendJson(request: Request, { body, etag }: WrittenJson): Response {
  const headers = { etag, "cache-control": "private, no-cache", vary: "X-API-Key, Authorization, Cookie" };
  if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "content-type": "application/json; charset=utf-8" } });
}

/** Writes and sends at once. */
export const taggedJson = (request: Request, value: unknown): Response => sendJson(request, writeJson(value));

/** `If-None-Match` compares weakly: `W/"x"` and `"x"` are the same (RFC 9110, 13.1.2). */
function matches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((part) => ["*", etag].includes(part.trim().replace(/^W\//, "")));
}
