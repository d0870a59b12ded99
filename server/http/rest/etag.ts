/**
 * A JSON answer with an `ETag` of its bytes, or 304 without a body when the caller has exactly that already.
 * `private`: what one key may read is in no shared cache. `no-cache`: ask each time, which a 304 makes cheap.
 */
export function taggedJson(request: Request, value: unknown): Response {
  const body = JSON.stringify(value);
  const etag = `"${Bun.hash(body).toString(36)}"`;
  const headers = { etag, "cache-control": "private, no-cache", vary: "X-API-Key, Authorization, Cookie" };
  if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "content-type": "application/json; charset=utf-8" } });
}

/** `If-None-Match` compares weakly: `W/"x"` and `"x"` are the same (RFC 9110, 13.1.2). */
function matches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((part) => ["*", etag].includes(part.trim().replace(/^W\//, "")));
}
