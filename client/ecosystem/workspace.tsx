import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import { useMedia } from "../app/media.ts";
import { useShortcuts } from "../app/shortcuts.tsx";
import { useTheme } from "../app/theme.tsx";
import { buildGraph } from "../graph/buildGraph.ts";
import { overlays } from "../graph/overlays.ts";
import { palettes } from "../graph/palette.ts";
import type { Stage } from "../graph/stage.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { EdgeCard } from "./edgeCard.tsx";
import { matches } from "./filter.ts";
import { FilterRail } from "./filterRail.tsx";
import { Legend } from "./legend.tsx";
import { MapControls } from "./mapControls.tsx";
import { MapView } from "./mapView.tsx";
import { NodeCard } from "./nodeCard.tsx";
import { Panel } from "./panel.tsx";
import { ProjectList } from "./projectList.tsx";
import { type EcosystemSearch, kinds, parseEcosystemSearch } from "./search.ts";
import { Summary } from "./summary.tsx";
import { ProjectTable } from "./table.tsx";
import { Toolbar } from "./toolbar.tsx";

const route = getRouteApi("/meta/ecosystem");

type Selection = { project: string } | { edge: string } | null;

/** The map or the table with filters on its left and a card on its right. All that is chosen here is in the address. */
export function Workspace({ map, search, stage }: { map: EcosystemMap; search: EcosystemSearch; stage: Stage }) {
  const navigate = route.useNavigate();
  const wide = useMedia("(min-width: 768px)");
  const roomy = useMedia("(min-width: 1100px)");
  const [railChoice, setRailChoice] = useState<boolean | null>(null);
  const find = useRef<HTMLInputElement>(null);
  const palette = palettes[useTheme().name];

  const railOpen = railChoice ?? roomy;
  const shown = useMemo(() => map.projects.filter((project) => matches(project, search)), [map.projects, search]);
  const view = !wide || stage.phase === "absent" ? "table" : (search.view ?? "map");

  const change = (patch: EcosystemSearch) => {
    void navigate({ search: (before) => parseEcosystemSearch({ ...before, ...patch }), replace: true });
  };
  const select = (selection: Selection) => {
    void navigate({
      search: ({ project: _project, edge: _edge, ...rest }) => ({ ...rest, ...(selection ?? {}) }),
      replace: selection === null,
    });
  };
  const open = (slug: string) => window.open(`/open/${slug}`, "_blank", "noopener");
  const nameOf = (slug: string) => map.projects.find((project) => project.slug === slug)?.name ?? slug;

  const marks = useMemo(
    () =>
      buildGraph(map, {
        overlay: search.overlay ?? "status",
        palette,
        shows: (project) => matches(project, search),
        kinds: new Set(kinds.filter((kind) => !search.without?.includes(kind))),
        minStrength: search.min ?? 0,
        dormant: search.dormant ?? false,
        project: search.project ?? null,
        edge: search.edge ?? null,
      }),
    [map, search, palette],
  );

  useShortcuts({
    "/": () => find.current?.focus(),
    escape: () => select(null),
    t: () => change({ view: view === "map" ? "table" : "map" }),
    f: () => stage.phase === "ready" && stage.renderer.fit(),
    o: () => search.project && open(search.project),
    ...Object.fromEntries(overlays.map((overlay, index) => [String(index + 1), () => change({ overlay })])),
  });

  const project = map.projects.find(({ slug }) => slug === search.project);
  const edge = map.edges.find(({ id }) => id === search.edge);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Toolbar
        search={search}
        change={change}
        findRef={find}
        railOpen={railOpen}
        toggleRail={() => setRailChoice(!railOpen)}
        wide={wide}
      />
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        {railOpen && (
          <nav
            aria-label="Filters"
            className="w-60 shrink-0 overflow-y-auto border-r border-line bg-surface max-md:max-h-72 max-md:w-full max-md:border-r-0 max-md:border-b"
          >
            <FilterRail map={map} search={search} change={change} />
          </nav>
        )}
        <div className="relative flex min-w-0 flex-1">
          <div className="relative flex min-w-0 flex-1 flex-col">
            <Summary shown={shown} total={map.projects.length} />
            <div className="relative min-h-0 flex-1 overflow-auto">
              {stage.phase === "absent" && wide && (
                <p role="status" className="border-b border-line bg-accent-soft px-4 py-2">
                  This browser draws no WebGL, or its graphics driver stopped. The table shows the same projects; reload
                  to try the map again.
                </p>
              )}
              {shown.length === 0 && (
                <div className="absolute inset-0 z-10 grid place-items-center bg-canvas">
                  <Notice
                    title="No project matches"
                    action={
                      <Button onClick={() => change({ text: "", status: [], domain: [], tag: [], team: [] })}>
                        Clear filters
                      </Button>
                    }
                  >
                    {map.projects.length} projects are known; the filters leave none of them.
                  </Notice>
                </div>
              )}
              {view === "map" && stage.phase === "ready" && (
                <MapView
                  renderer={stage.renderer}
                  map={map}
                  marks={marks}
                  palette={palette}
                  selected={search.project ?? null}
                  select={select}
                  open={open}
                />
              )}
              {view === "table" && wide && (
                <ProjectTable
                  projects={shown}
                  sort={search.sort ?? "name"}
                  descending={search.order === "desc"}
                  onSort={(sort, descending) =>
                    void navigate({
                      search: ({ order: _order, ...rest }) => ({ ...rest, sort, ...(descending && { order: "desc" }) }),
                      replace: true,
                    })
                  }
                  selected={search.project ?? null}
                  select={(slug) => select({ project: slug })}
                />
              )}
              {!wide && <ProjectList projects={shown} select={(slug) => select({ project: slug })} />}
            </div>
            {view === "map" && stage.phase === "ready" && (
              <div className="pointer-events-none absolute bottom-3 left-3 flex flex-col items-start gap-2 *:pointer-events-auto">
                <MapControls renderer={stage.renderer} />
                <Legend overlay={search.overlay ?? "status"} />
              </div>
            )}
          </div>
          {project && (
            <Panel title={project.name} floating={view === "map"} onClose={() => select(null)}>
              <NodeCard project={project} edges={map.edges} nameOf={nameOf} select={select} />
            </Panel>
          )}
          {edge && (
            <Panel title="Integration" floating={view === "map"} onClose={() => select(null)}>
              <EdgeCard edge={edge} nameOf={nameOf} select={select} />
            </Panel>
          )}
        </div>
      </div>
    </div>
  );
}
