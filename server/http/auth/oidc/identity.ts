import type { Role } from "../../../../contracts/access.ts";
import { type Actor, hasRole } from "../../../federation/access/actor.ts";

/** What a provider says of a person. */
export type Claims = Readonly<Record<string, unknown>> & { sub: string };

/** The groups in a claim: a list of names, or one name; anything else is none. */
function groupsOf(claims: Claims, claim: string): string[] {
  const value = claims[claim];
  return (Array.isArray(value) ? value : [value]).filter((group) => typeof group === "string");
}

/** The strongest role that any of a person's groups has; null when none has one. `*` is a group of everybody. */
export function roleOf(groups: readonly string[], roles: ReadonlyMap<string, Role>): Role | null {
  const held = [...groups, "*"].flatMap((group) => roles.get(group) ?? []);
  return held.reduce<Role | null>((best, role) => (best === null || hasRole(role, best) ? role : best), null);
}

/**
 * What logs call a person: readable, and their own, because the provider gives each `sub` once. Names that people choose
 * themselves are not enough.
 */
export function nameOf(claims: Claims): string {
  const readable = [claims.preferred_username, claims.email, claims.name].find((name) => typeof name === "string");
  const name = readable === undefined ? claims.sub : `${readable} (${claims.sub})`;
  return name.replaceAll(/\p{C}/gu, "").slice(0, 200);
}

/** Who a person is here; `actor` is null when none of their groups has a role. */
export function identify(
  claims: Claims,
  settings: { groupsClaim: string; roles: ReadonlyMap<string, Role> },
): { name: string; actor: Actor | null } {
  const name = nameOf(claims);
  const role = roleOf(groupsOf(claims, settings.groupsClaim), settings.roles);
  return { name, actor: role === null ? null : { name, role } };
}
