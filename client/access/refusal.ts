import type { Role, SessionInfo } from "../../contracts/access.ts";

const rank: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

/** Why somebody may not do what needs a role, in words for a person; null when they may. Not yet known who: not yet. */
export function roleRefusal(session: SessionInfo | undefined, needed: Role): string | null {
  if (session === undefined) return "Who you are is not known yet.";
  if (rank[session.role] >= rank[needed]) return null;
  return `This needs the role ${needed}; you are ${session.role}.`;
}
