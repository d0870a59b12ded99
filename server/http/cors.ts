/**
 * Which other sites' pages may call this hub: exactly those listed, and only with a key of their own, never with a
 * visitor's session, because credentials are not allowed.
 */
export type Cors = {
  /** The answer to a browser's question beforehand; null when this is no such question or the site is not listed. */
  preflight(request: Request): Response | null;
  /** Headers for an answer; those that let a page read it only for a listed site. */
  headersFor(request: Request): Record<string, string>;
};

export function createCors(origins: readonly string[]): Cors {
  const allowed = new Set(origins);
  // Whoever asks: a browser that keeps an answer for one site must ask again for another.
  const always: Record<string, string> = allowed.size === 0 ? {} : { vary: "Origin" };
  const headersFor: Cors["headersFor"] = (request) => {
    const origin = request.headers.get("origin");
    if (origin === null || !allowed.has(origin)) return always;
    return {
      ...always,
      "access-control-allow-origin": origin,
      "access-control-expose-headers": "ETag, Retry-After",
    };
  };
  return {
    headersFor,
    preflight(request) {
      const headers = headersFor(request);
      if (request.method !== "OPTIONS" || headers["access-control-allow-origin"] === undefined) return null;
      return new Response(null, {
        status: 204,
        headers: {
          ...headers,
          "access-control-allow-methods": "GET, HEAD, POST",
          "access-control-allow-headers": "X-API-Key, Authorization, Content-Type, If-None-Match, Last-Event-ID",
          "access-control-max-age": "600",
        },
      });
    },
  };
}
