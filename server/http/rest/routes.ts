import { Elysia } from "elysia";
import type { FederationContext } from "../../federation/context.ts";
import { AppError } from "../../platform/errors.ts";
import { sendJson, writeJson } from "./etag.ts";
import { fedRoutes } from "./fed.ts";
import { createSharedAnswers } from "./sharedAnswers.ts";

/**
 * Registers `/api/fed/*`: read-only, so any method but GET and HEAD is 405. Everybody who may read gets the same answers,
 * which may therefore be shared: they were made at most a second ago.
 */
export function restRoutes(ctx: FederationContext) {
  const app = new Elysia();
  const answers = createSharedAnswers(() => ctx.clock.now().getTime());
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
        const make = async () => writeJson(await read(ctx, request.url, name));
        return sendJson(request, await answers.get(request.url, make));
      },
      { parse: "none" },
    );
  }
  return app;
}
