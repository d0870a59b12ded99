import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useApi } from "../app/api.ts";
import { useTitle } from "../app/title.ts";
import { useStage } from "../graph/stage.tsx";
import { useLive } from "../live/live.tsx";
import { ecosystemQuery } from "../live/queries.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { statusNews } from "./announce.ts";
import { EcosystemSkeleton, FirstRun } from "./states.tsx";
import { pastQuery } from "./time/queries.ts";
import { Workspace } from "./workspace.tsx";

const route = getRouteApi("/meta/ecosystem");

/** VISLZR Ecosystem Mode: every project and what joins them. */
export function EcosystemPage() {
  useTitle("Ecosystem");
  const search = route.useSearch();
  const live = useLive();
  const stage = useStage();
  const api = useApi();
  const now = useQuery({ ...ecosystemQuery(api, live.journal), enabled: live.ready });
  const past = useQuery({
    ...pastQuery(api, search.at ?? ""),
    enabled: search.at !== undefined,
    // While one moment is asked for, the one before stays in sight, and with it all that was chosen around it.
    placeholderData: (before) => before ?? now.data,
  });
  const map = search.at === undefined ? now : past;

  const before = useRef(now.data?.projects);
  const news = now.data && before.current ? statusNews(before.current, now.data.projects) : "";
  useEffect(() => {
    before.current = now.data?.projects;
  }, [now.data]);

  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">Ecosystem</h1>
      <Announcer text={news} />
      {map.data ? (
        map.data.projects.length === 0 && search.at === undefined ? (
          <FirstRun />
        ) : (
          <Workspace map={map.data} search={search} stage={stage} />
        )
      ) : map.isError ? (
        <FailureNotice error={map.error} retry={() => void map.refetch()} />
      ) : (
        <EcosystemSkeleton />
      )}
    </main>
  );
}

/** Says what changed, once; silence does not take the last sentence back. */
function Announcer({ text }: { text: string }) {
  const said = useRef("");
  if (text !== "") said.current = text;
  return (
    <p role="status" className="sr-only">
      {said.current}
    </p>
  );
}
