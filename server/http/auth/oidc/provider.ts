import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
} from "openid-client";
import type { Flow } from "./flow.ts";
import type { Claims } from "./identity.ts";
import type { OidcSettings } from "./settings.ts";

/** The path a provider sends people back to. It must be registered there, behind the hub's public address. */
export const callbackPath = "/login/oidc/callback";

/** An OpenID provider, as its own metadata describe it: authorization code flow with PKCE, state and nonce. */
export type OidcProvider = {
  /** Where to send a person. @throws when the provider cannot be reached. */
  begin(flow: Flow, origin: string): Promise<URL>;
  /** Redeems the answer in the address a person came back with. @throws when anything about it is not right. */
  finish(flow: Flow, callback: URL): Promise<Claims>;
};

export function createOidcProvider(settings: OidcSettings): OidcProvider {
  const { issuer, clientId, clientSecret, scope, groupsClaim } = settings;
  let found: Promise<Configuration> | undefined;

  /** Asked when first needed, so that the hub starts without its provider, and again after a failure. */
  const configuration = () => {
    // `http` is allowed for this machine only: see OIDC_ISSUER.
    const options = issuer.startsWith("http:") ? { execute: [allowInsecureRequests] } : {};
    found ??= discovery(new URL(issuer), clientId, clientSecret, undefined, options).catch((thrown: unknown) => {
      found = undefined;
      throw thrown;
    });
    return found;
  };

  return {
    async begin({ state, nonce, verifier }, origin) {
      return buildAuthorizationUrl(await configuration(), {
        redirect_uri: origin + callbackPath,
        scope,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
    },
    async finish({ state, nonce, verifier }, callback) {
      const config = await configuration();
      const tokens = await authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error("the provider sent no ID token");
      // Some providers keep groups out of the ID token and tell them only when asked.
      if (groupsClaim in claims || config.serverMetadata().userinfo_endpoint === undefined) return claims;
      return { ...(await fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
    },
  };
}
