import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import type { FanoutAction } from "../../contracts/actions.ts";
import { useApi } from "../app/api.ts";
import { catalogQuery } from "./queries.ts";

/** What each action is called; until the catalog is known, and for one that is no longer in it, its own name. */
export function useActionTitles(): (action: FanoutAction) => string {
  const catalog = useQuery(catalogQuery(useApi())).data;
  return useCallback((action) => catalog?.find((entry) => entry.action === action)?.title ?? action, [catalog]);
}
