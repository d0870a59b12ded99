import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import Provider, { type Configuration } from "oidc-provider";

/** A person at the provider. */
export type Account = { sub: string; preferred_username?: string; groups?: string[] };

/** A real OpenID provider on a free port of this machine, whose people sign in without a password. */
export type TestProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who signs in next. */
  account: Account;
  /** Makes the hub at `origin` known to it as its client. `inIdToken`: claims are in the ID token, not at userinfo. */
  register(origin: string, options?: { inIdToken?: boolean }): void;
  stop(): void;
};

const client = { clientId: "meta-hub", clientSecret: "a secret of this test, long enough for anybody" };

function configurationFor(origin: string, provider: TestProvider, inIdToken: boolean): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [`${origin}/login/oidc/callback`],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kty: "RSA", use: "sig", alg: "RS256" }] },
    cookies: { keys: ["signs the provider's own cookies"] },
    claims: { openid: ["sub"], profile: ["preferred_username", "groups"] },
    conformIdTokenClaims: !inIdToken,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ ...provider.account, sub: id }) }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: oidc.session?.accountId ?? "" });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  };
}

export async function startTestProvider(): Promise<TestProvider> {
  let answer = (_request: IncomingMessage, response: ServerResponse): unknown => response.writeHead(503).end();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the provider has no port");
  const issuer = `http://127.0.0.1:${address.port}`;
  const started: TestProvider = {
    issuer,
    ...client,
    account: { sub: "nobody" },
    register(origin, { inIdToken = false } = {}) {
      const provider = new Provider(issuer, configurationFor(origin, started, inIdToken));
      const ordinary = provider.callback();
      answer = (request, response) => {
        if (!request.url?.startsWith("/interaction/")) return ordinary(request, response);
        const login = { accountId: started.account.sub };
        return provider.interactionFinished(request, response, { login });
      };
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return started;
}
