import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useRefusal } from "../../access/useRefusal.ts";
import { useLaunch } from "../../actions/launcher.tsx";
import { useLastView } from "../../ecosystem/lastView.tsx";
import type { EcosystemSearch } from "../../ecosystem/search.ts";
import { colourings } from "../../graph/overlays.ts";
import { useLive } from "../../live/live.tsx";
import { ecosystemQuery } from "../../live/queries.ts";
import { useApi } from "../api.ts";
import { themeChoices, useTheme } from "../theme.tsx";
import type { Command } from "./commands.ts";

const fleetActions = [
  ["fed.audit.security.sweep", "Global Security Sweep"],
  ["fed.refresh.summaries", "Refresh summaries"],
] as const;

/** All that can be done from anywhere: pages, projects, colours, themes, help. */
export function useCommands({ showHelp }: { showHelp: () => void }): Command[] {
  const navigate = useNavigate();
  const lastView = useLastView();
  const show = useCallback(
    (patch: EcosystemSearch) => void navigate({ to: "/ecosystem", search: { ...lastView, ...patch } }),
    [navigate, lastView],
  );
  const { choose } = useTheme();
  const launch = useLaunch();
  const { ready, journal, pausedSince, pause, resume } = useLive();
  const mayAct = useRefusal("operator") === null;
  const projects = useQuery({ ...ecosystemQuery(useApi(), journal), enabled: ready }).data?.projects;
  // Two for each project: made once, not with every key that is typed.
  const projectCommands = useMemo(
    () =>
      (projects ?? []).flatMap(({ slug, name, tags, domain }): Command[] => {
        const words = [slug, domain ?? "", ...tags].join(" ");
        return [
          {
            id: `project ${slug}`,
            title: name,
            group: "Project",
            words,
            run: () => show({ project: slug, edge: undefined }),
          },
          {
            id: `open ${slug}`,
            title: `Open instance ${name}`,
            group: "Project",
            words,
            run: () => window.open(`/open/${slug}`, "_blank", "noopener"),
          },
        ];
      }),
    [projects, show],
  );
  return [
    { id: "page ecosystem", title: "Ecosystem", group: "Page", run: () => show({}) },
    { id: "page map", title: "Ecosystem as a map", group: "Page", run: () => show({ view: undefined }) },
    { id: "page table", title: "Ecosystem as a table", group: "Page", run: () => show({ view: "table" }) },
    { id: "page alerts", title: "Alerts", group: "Page", run: () => void navigate({ to: "/alerts" }) },
    { id: "page actions", title: "Actions", group: "Page", run: () => void navigate({ to: "/actions" }) },
    { id: "page system", title: "System", group: "Page", run: () => void navigate({ to: "/system" }) },
    ...(mayAct ? fleetActions : []).map(
      ([action, title]): Command => ({
        id: `action ${action}`,
        title,
        group: "Action",
        run: () => launch({ action, scopes: [{ label: "All projects", select: { all: true } }] }),
      }),
    ),
    ...colourings.map(
      (overlay): Command => ({
        id: `overlay ${overlay}`,
        title: `Colours: ${overlay}`,
        group: "Map",
        // Only the map has colours.
        run: () => show({ overlay, view: undefined }),
      }),
    ),
    ...themeChoices.map(
      (choice): Command => ({
        id: `theme ${choice}`,
        title: `Theme: ${choice}`,
        group: "Look",
        run: () => choose(choice),
      }),
    ),
    pausedSince === null
      ? { id: "pause", title: "Pause live changes", group: "Look", run: pause }
      : { id: "resume", title: "Resume live changes", group: "Look", run: resume },
    { id: "help", title: "Keyboard help", group: "Look", run: showHelp },
    ...projectCommands,
  ];
}
