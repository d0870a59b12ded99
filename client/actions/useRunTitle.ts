import { useQuery } from "@tanstack/react-query";
import { useApi } from "../app/api.ts";
import { useLive } from "../live/live.tsx";
import { runQuery } from "./queries.ts";
import { useActionTitles } from "./useActionTitles.ts";

/** What a run is a run of, in words; "Run" until that is known. */
export function useRunTitle(runId: string): string {
  const { journal, ready } = useLive();
  const action = useQuery({ ...runQuery(useApi(), journal, runId), enabled: ready }).data?.action;
  const titleOf = useActionTitles();
  return action === undefined ? "Run" : titleOf(action);
}
