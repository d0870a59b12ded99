import { isApiPath } from "../page.ts";

/**
 * Whether a person follows a link to a page of ours, from wherever. The page it came from cannot read the answer, and
 * reading is all that such a request does.
 */
export function isPageVisit(request: Request): boolean {
  const { pathname } = new URL(request.url);
  if (request.method !== "GET" || pathname.startsWith("/trpc/") || isApiPath(pathname)) return false;
  return request.headers.get("sec-fetch-mode") === "navigate" && request.headers.get("sec-fetch-dest") === "document";
}

/**
 * Whether a browser sent this request from a page of ours, or a person typed its address.
 *
 * `Sec-Fetch-Site` decides where the browser sends it: no page can forge it. Browsers leave it out on plain http to
 * other machines; then `Origin` must name this host. Without either, only a read can be from here: browsers send
 * `Origin` with every other method.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = request.headers.get("origin");
  if (origin === null) return request.method === "GET" || request.method === "HEAD";
  return URL.canParse(origin) && new URL(origin).host === (request.headers.get("host") ?? new URL(request.url).host);
}
