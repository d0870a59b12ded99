import type { Role } from "../../../../contracts/access.ts";
import type { MetaEnv } from "../../../platform/env.ts";

/** Which provider signs people in, and what its groups may do here. */
export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Role of each group; `*` stands for everybody whom the provider signs in. */
  roles: ReadonlyMap<string, Role>;
  /** The claim that holds a person's groups. */
  groupsClaim: string;
  scope: string;
  /** What the button says after "Sign in with". */
  label: string;
};

/** The settings in the Meta Hub's environment; null when no issuer is set. */
export function oidcSettings(env: MetaEnv): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_ROLE_MAP: roles } = env;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined || roles === undefined) return null;
  const { OIDC_GROUPS_CLAIM: groupsClaim, OIDC_SCOPE: scope, OIDC_LABEL: label } = env;
  return { issuer, clientId, clientSecret, roles, groupsClaim, scope, label };
}
