import { Elysia } from "elysia";
import type { FederationContext } from "../../federation/context.ts";
import { AppError } from "../../platform/errors.ts";
import { taggedJson } from "./etag.ts";
import { fedRoutes } from "./fed.ts";

/** Registers `/api/fed/*`: read-only, so any method but GET and HEAD is 405. */
export function restRoutes(ctx: FederationContext) {
  const app = new Elysia();
  for (const [path, { read }] of Object.entries(fedRoutes)) {
    app.all(
      path,
      async ({ request, params, set }) => {
        if (request.method !== "GET" && request.method !== "HEAD") {
          set.headers.allow = "GET, HEAD";
          throw new AppError("method_not_allowed", `${path} can only be read.`);
        }
        // A path without a name has no params at all.
        const { name = "" }: Record<string, string | undefined> = params ?? {};
        return taggedJson(request, await read(ctx, request.url, name));
      },
      { parse: "none" },
    );
  }
  return app;
}
