import { AppError, httpStatusOf } from "../platform/errors.ts";
import { html, isApiPath, pageResponse, wantsPage } from "./page.ts";
import { asExpected, type PublicError, publicError } from "./publicError.ts";
import type { Trace } from "./trace.ts";
import { callErrorOf } from "./trpc/errors.ts";

const headersOf: Partial<Record<PublicError["code"], Record<string, string>>> = {
  unauthenticated: { "www-authenticate": "ApiKey" },
  rate_limited: { "retry-after": "5" },
};

/** The answer to a request that failed, in the form its asker reads: tRPC's, a page, or the REST error body. */
export function failureResponse(request: Request, failure: unknown, trace: Trace): Response {
  const thrown = asExpected(failure);
  const error = publicError(thrown, trace.id);
  if (error.code === "internal" || (thrown instanceof AppError && thrown.cause !== undefined)) trace.failure = thrown;
  const { pathname, search } = new URL(request.url);
  const status = httpStatusOf[error.code];
  const headers = headersOf[error.code] ?? {};
  if (pathname.startsWith("/trpc/")) return Response.json({ error: callErrorOf(error) }, { status, headers });
  if (isApiPath(pathname) || !wantsPage(request)) return Response.json({ error }, { status, headers });
  if (error.code === "unauthenticated") {
    const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return new Response(null, { status: 303, headers: { ...headers, location: `/login${next}` } });
  }
  const content = html`<p>${error.message}</p><p><a href="/ecosystem">Back to the ecosystem</a></p>`;
  return pageResponse(status, titles[error.code] ?? "This did not work", content, headers);
}

const titles: Partial<Record<PublicError["code"], string>> = {
  not_found: "Not found",
  forbidden: "Not allowed",
  unavailable: "Not available now",
  rate_limited: "Too many requests",
};
