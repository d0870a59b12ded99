import { type Role, role, type SessionInfo } from "../../contracts/access.ts";

const rank: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

/** Why somebody may not do what needs a role, in words for a person; null when they may. Not yet known who: not yet. */
export function roleRefusal(session: SessionInfo | undefined, needed: Role): string | null {
  if (session === undefined) return "Who you are is not known yet.";
  if (rank[session.role] >= rank[needed]) return null;
  const may = role.options.filter((each) => rank[each] >= rank[needed]);
  return `Only ${may.map((each) => `an ${each}`).join(" or ")} can do this. Your role: ${session.role}.`;
}
