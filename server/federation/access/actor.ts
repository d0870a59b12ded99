import type { Role } from "../../../contracts/access.ts";

/** Whoever a request is made for: the name of a key, or of who signed in by a link. */
export type Actor = { name: string; role: Role };

const rank: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };

/** Whether `actual` may do what `needed` may: each role includes the weaker ones. */
export const hasRole = (actual: Role, needed: Role): boolean => rank[actual] >= rank[needed];
