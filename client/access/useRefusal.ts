import { useQuery } from "@tanstack/react-query";
import type { Role } from "../../contracts/access.ts";
import { useApi } from "../app/api.ts";
import { sessionQuery } from "../live/queries.ts";
import { roleRefusal } from "./refusal.ts";

/** Why whoever is signed in may not do what needs this role; null when they may. */
export function useRefusal(needed: Role): string | null {
  return roleRefusal(useQuery(sessionQuery(useApi())).data, needed);
}
