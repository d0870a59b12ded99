import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTitle } from "../app/title.ts";
import { useStage } from "../graph/stage.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { statusNews } from "./announce.ts";
import { EcosystemSkeleton, FirstRun } from "./states.tsx";
import { useShownMap } from "./time/useShownMap.ts";
import { Workspace } from "./workspace.tsx";

const route = getRouteApi("/meta/ecosystem");

/** VISLZR Ecosystem Mode: every project and what joins them. */
export function EcosystemPage() {
  useTitle("Ecosystem");
  const search = route.useSearch();
  const stage = useStage();
  const { shown, live } = useShownMap(search.at);

  const before = useRef(live?.projects);
  const news = live && before.current ? statusNews(before.current, live.projects) : "";
  useEffect(() => {
    before.current = live?.projects;
  }, [live]);

  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">Ecosystem</h1>
      <Announcer text={news} />
      {shown.map ? (
        shown.map.projects.length === 0 && (shown.at ?? search.at) === undefined ? (
          <FirstRun />
        ) : (
          <Workspace map={shown.map} at={shown.at} asked={shown.asked} search={search} stage={stage} />
        )
      ) : shown.asked.state === "failed" ? (
        <FailureNotice {...shown.asked} />
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
