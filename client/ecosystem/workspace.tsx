import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import type { Scope } from "../actions/launch.ts";
import { useLaunch } from "../actions/launcher.tsx";
import { runQuery } from "../actions/queries.ts";
import { useApi } from "../app/api.ts";
import { useMedia } from "../app/media.ts";
import { useShortcuts } from "../app/shortcuts.tsx";
import { readChanges } from "../graph/changes.ts";
import { colourings, type Receipts } from "../graph/overlays.ts";
import { degrees } from "../graph/reach.ts";
import { standingOf } from "../graph/receiptSteps.ts";
import type { Stage } from "../graph/stage.tsx";
import { useLive } from "../live/live.tsx";
import { saveFile } from "../ui/saveFile.ts";
import { sortProjects } from "./columns.ts";
import { Content } from "./content.tsx";
import { toCsv } from "./csv.ts";
import { facets } from "./filter.ts";
import { closing, openedBy } from "./opened.ts";
import { PickBar } from "./pickBar.tsx";
import { FilterRail } from "./rail/filterRail.tsx";
import { type EcosystemSearch, parseEcosystemSearch } from "./search.ts";
import type { Selection } from "./selection.ts";
import { shownProjects } from "./shown.ts";
import { SidePanel } from "./sidePanel.tsx";
import { Summary } from "./summary.tsx";
import { TimeBar } from "./time/timeBar.tsx";
import { useDiff } from "./time/useDiff.ts";
import type { Asked } from "./time/useShownMap.ts";
import { Toolbar } from "./toolbar.tsx";
import { useSame } from "./useSame.ts";

const route = getRouteApi("/meta/ecosystem");

type WorkspaceProps = {
  map: EcosystemMap;
  /** The moment of `map`; undefined is now. While `asked` is on its way it is not yet the one in the address. */
  at: string | undefined;
  asked: Asked;
  search: EcosystemSearch;
  stage: Stage;
};

/** The map or the table with filters on its left and a card on its right. All that is chosen here is in the address. */
export function Workspace({ map, at, asked, search, stage }: WorkspaceProps) {
  const navigate = route.useNavigate();
  const wide = useMedia("(min-width: 768px)");
  const roomy = useMedia("(min-width: 1100px)");
  const [railChoice, setRailChoice] = useState<boolean | null>(null);
  const find = useRef<HTMLInputElement>(null);
  const launch = useLaunch();

  const railOpen = railChoice ?? roomy;
  const shown = useMemo(() => shownProjects(map, search), [map, search]);
  const opened = openedBy(map, search);
  const view = !wide ? "list" : stage.phase === "absent" ? "table" : (search.view ?? "map");

  // A heartbeat renders this page anew: what does not change with it keeps what it was given.
  const change = useCallback(
    (patch: EcosystemSearch) => {
      void navigate({ search: (before) => parseEcosystemSearch({ ...before, ...patch }), replace: true });
    },
    [navigate],
  );
  const select = useCallback(
    (selection: Selection) => {
      void navigate({
        search: ({ project: _project, edge: _edge, ...rest }) => ({ ...rest, ...selection }),
        replace: selection === null,
      });
    },
    [navigate],
  );
  const names = useMemo(() => new Map(map.projects.map(({ slug, name }) => [slug, name])), [map.projects]);
  const nameOf = useCallback((slug: string) => names.get(slug) ?? slug, [names]);

  useShortcuts({
    "/": () => find.current?.focus(),
    escape: () => opened && change(closing(opened)),
    t: () => change({ view: view === "map" ? "table" : "map" }),
    f: () => stage.phase === "ready" && stage.renderer.fit(),
    o: () => search.project && openInstance(search.project),
    ...Object.fromEntries(
      colourings.map((overlay, index) => [String(index + 1), () => change({ overlay, view: undefined })]),
    ),
  });

  const receipts = useReceipts(search.run);
  const { data: diff } = useDiff(search.since, at).diff;
  const changes = useMemo(() => (diff && search.since ? readChanges(diff) : null), [diff, search.since]);
  const picked = search.pick ?? [];
  const integrations = useMemo(() => degrees(map.edges), [map.edges]);
  const latest = useRef({ map, shown, search, picked, integrations });
  latest.current = { map, shown, search, picked, integrations };
  const pick = useCallback(
    (slug: string) => {
      const { picked } = latest.current;
      change({ pick: picked.includes(slug) ? picked.filter((each) => each !== slug) : [...picked, slug] });
    },
    [change],
  );
  const saveCsv = useCallback(() => {
    const { shown, search, integrations } = latest.current;
    const inOrder = sortProjects(shown, search.sort ?? "name", search.order === "desc", integrations);
    saveFile("projects.csv", new Blob([toCsv(inOrder, integrations)], { type: "text/csv" }));
  }, []);
  const sweep = useCallback(() => {
    const { map, shown, picked } = latest.current;
    launch({ action: "fed.audit.security.sweep", scopes: scopesOf(map, shown, picked) });
  }, [launch]);
  const toggleRail = useCallback(() => setRailChoice(!railOpen), [railOpen]);
  const found = useSame(useMemo(() => facets(map.projects), [map.projects]));

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Toolbar
        search={search}
        change={change}
        findRef={find}
        railOpen={railOpen}
        toggleRail={toggleRail}
        view={view}
        canMap={stage.phase !== "absent"}
        saveCsv={saveCsv}
        sweep={sweep}
      />
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        {railOpen && (
          <nav
            aria-label="Filters"
            className="w-60 shrink-0 overflow-y-auto border-r border-line bg-surface max-md:max-h-72 max-md:w-full max-md:border-r-0 max-md:border-b"
          >
            <FilterRail found={found} edges={map.edges} search={search} change={change} view={view} />
          </nav>
        )}
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <Summary shown={shown} total={map.projects.length}>
            {picked.length > 0 && <PickBar picked={picked} clear={() => change({ pick: [] })} />}
          </Summary>
          <div className="relative flex min-h-0 flex-1">
            <Content
              map={map}
              at={at}
              asked={asked}
              shown={shown}
              search={search}
              stage={stage}
              view={view}
              change={change}
              select={select}
              open={openInstance}
              pick={pick}
              receipts={receipts}
              integrations={integrations}
              changes={changes}
              isCovered={opened !== null}
              railOpen={railOpen}
            />
            <SidePanel
              opened={opened}
              edges={map.edges}
              at={at}
              floating={view === "map"}
              nameOf={nameOf}
              change={change}
              select={select}
            />
          </div>
          {search.time && <TimeBar span={search.time} at={search.at} asked={asked.state} change={change} />}
        </div>
      </div>
    </div>
  );
}

/** Where each project of a run stands, live; undefined without a run. */
function useReceipts(runId: string | undefined): Receipts | undefined {
  const { journal, ready } = useLive();
  const run = useQuery({ ...runQuery(useApi(), journal, runId ?? ""), enabled: ready && runId !== undefined });
  return useMemo(
    () => run.data && new Map(run.data.targets.map((target) => [target.slug, standingOf(target)])),
    [run.data],
  );
}

/** What a sweep can be asked of: all, those in sight where that is fewer, those picked. What was picked comes first. */
function scopesOf(
  map: EcosystemMap,
  shown: readonly { slug: string }[],
  picked: readonly string[],
): [Scope, ...Scope[]] {
  const all: Scope = { label: "All projects", select: { all: true } };
  const inSight: Scope[] =
    shown.length > 0 && shown.length < map.projects.length
      ? [{ label: `In sight: ${shown.length}`, select: { slugs: shown.map(({ slug }) => slug) } }]
      : [];
  if (picked.length === 0) return [all, ...inSight];
  return [{ label: `Picked: ${picked.length}`, select: { slugs: [...picked] } }, ...inSight, all];
}

/** Opens a project's own page in a window of its own, which learns nothing of this one. */
function openInstance(slug: string): void {
  window.open(`/open/${slug}`, "_blank", "noopener");
}
