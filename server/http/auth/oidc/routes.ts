import { Elysia } from "elysia";
import type { Identity } from "../../../federation/access/session.ts";
import type { FederationContext } from "../../../federation/context.ts";
import { AppError, messageOf } from "../../../platform/errors.ts";
import type { Gate } from "../../gate.ts";
import type { PublicAddress } from "../../publicAddress.ts";
import { loginPage, safeNext } from "../loginPage.ts";
import { endedFlowCookie, newFlow, readFlow } from "./flow.ts";
import { identify } from "./identity.ts";
import { callbackPath, createOidcProvider } from "./provider.ts";
import type { OidcSettings } from "./settings.ts";

type OidcRoutes = {
  ctx: FederationContext;
  gate: Gate;
  settings: OidcSettings;
  address: PublicAddress;
  signIn: (identity: Identity, next: string, request: Request) => Promise<Response>;
};

/** Signing in at a provider: `/login/oidc` leads there, and the provider leads back. */
export function oidcRoutes({ ctx, gate, settings, address, signIn }: OidcRoutes) {
  const provider = createOidcProvider(settings);
  return new Elysia()
    .get("/login/oidc", async ({ request }) => {
      const origin = address.origin(request);
      const next = safeNext(new URL(request.url).searchParams.get("next"), origin);
      const { flow, cookie } = newFlow(next, address.isSecure(request));
      const location = await provider.begin(flow, origin).catch((cause: unknown) => {
        throw new AppError("unavailable", `${settings.label} does not answer. Try again, or sign in with a key.`, {
          cause,
        });
      });
      return new Response(null, { status: 303, headers: { location: location.href, "set-cookie": cookie } });
    })
    .get(callbackPath, async ({ request, server }) => {
      const origin = address.origin(request);
      gate.beforeSignIn(request, server);
      const refuse = (problem: string) => {
        const page = loginPage({ status: 403, origin, next: "/ecosystem", oidcLabel: settings.label, problem });
        page.headers.append("set-cookie", endedFlowCookie(address.isSecure(request)));
        return page;
      };
      const flow = readFlow(request.headers);
      if (flow === null) return refuse("This sign-in was not begun in this browser, or took too long. Try again.");
      const { pathname, search } = new URL(request.url);
      const claims = await provider.finish(flow, new URL(pathname + search, origin)).catch((thrown: unknown) => {
        ctx.log.warn("single sign-on failed", { error: messageOf(thrown) });
        return null;
      });
      if (claims === null) return refuse(`Signing in with ${settings.label} did not work. Try again.`);
      const { name, actor } = identify(claims, settings);
      if (actor === null) return refuse(`You are signed in as ${name}, but none of your groups has a role here.`);
      gate.afterSignIn(request, server);
      const answer = await signIn({ actor, keyId: null }, safeNext(flow.next, origin), request);
      answer.headers.append("set-cookie", endedFlowCookie(address.isSecure(request)));
      return answer;
    });
}
