import { Elysia } from "elysia";
import type { PublicAddress } from "../publicAddress.ts";
import { taggedJson } from "../rest/etag.ts";
import { openApiDocument } from "./document.ts";
import { docsPage } from "./page.ts";

const styles = Bun.file(new URL("docs.css", import.meta.url));

/** `/api/openapi.json` for programs, `/api/docs` for people. */
export function docsRoutes({ version, address }: { version: string; address: PublicAddress }) {
  const describe = (request: Request) => openApiDocument({ version, origin: address.origin(request) });
  return new Elysia()
    .get("/api/openapi.json", ({ request }) => taggedJson(request, describe(request)))
    .get("/api/docs", ({ request }) => docsPage(describe(request)))
    .get("/api/docs.css", () => new Response(styles, { headers: { "cache-control": "private, max-age=3600" } }));
}
