import { resolve, sep } from "node:path";
import { AppError } from "../platform/errors.ts";
import { isApiPath, wantsPage } from "./page.ts";

/** Names of built assets carry a hash of their content, so they can be kept for good. */
const immutable = "private, max-age=31536000, immutable";

/**
 * A file of the built client, or null when there is none of that path. `pathname` is as in the address, decoded or not;
 * nothing outside the folder is ever served.
 */
async function clientFile(clientDir: string, pathname: string): Promise<Response | null> {
  const decoded = decodedPath(pathname);
  const root = resolve(clientDir);
  const path = resolve(root, `.${decoded ?? "/"}`);
  if (!path.startsWith(root + sep)) return null;
  const file = Bun.file(path);
  if (!(await file.exists())) return null;
  const cacheControl = pathname.startsWith("/assets/") ? immutable : "private, no-cache";
  return new Response(file, { headers: { "cache-control": cacheControl } });
}

/** The client's page, from which its own router takes over. Null when the client has not been built. */
export async function clientIndex(clientDir: string): Promise<Response | null> {
  const file = Bun.file(resolve(clientDir, "index.html"));
  if (!(await file.exists())) return null;
  return new Response(file, { headers: { "cache-control": "no-store", "content-type": "text/html; charset=utf-8" } });
}

function decodedPath(pathname: string): string | null {
  try {
    const decoded = decodeURIComponent(pathname);
    return decoded.includes("\0") ? null : decoded;
  } catch {
    return null;
  }
}

/** A file of the client, or 404. */
export async function answerClientFile(request: Request, clientDir: string): Promise<Response> {
  const { pathname } = new URL(request.url);
  const file = await clientFile(clientDir, pathname);
  if (file === null) throw new AppError("not_found", `There is nothing at ${pathname.slice(0, 100)}.`);
  return file;
}

/** What no route of the server has: a file of the client, or its page for an address that its own router knows. */
export async function answerClient(request: Request, clientDir: string): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw new AppError("not_found", `There is nothing to send to at ${pathname.slice(0, 100)}.`);
  }
  if (!wantsPage(request) || isApiPath(pathname)) return answerClientFile(request, clientDir);
  const page = (await clientFile(clientDir, pathname)) ?? (await clientIndex(clientDir));
  if (page === null) throw new AppError("unavailable", "The client is not built yet. Run `bun run build`.");
  return page;
}
