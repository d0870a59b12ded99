import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import { useMedia } from "../app/media.ts";
import { useShortcuts } from "../app/shortcuts.tsx";
import { overlays } from "../graph/overlays.ts";
import type { Stage } from "../graph/stage.tsx";
import { saveFile } from "../ui/saveFile.ts";
import { Content } from "./content.tsx";
import { toCsv } from "./csv.ts";
import { EdgeCard } from "./edgeCard.tsx";
import { FilterRail } from "./filterRail.tsx";
import { NodeCard } from "./nodeCard.tsx";
import { Panel } from "./panel.tsx";
import { type EcosystemSearch, parseEcosystemSearch } from "./search.ts";
import { shownProjects } from "./shown.ts";
import { Summary } from "./summary.tsx";
import { Toolbar } from "./toolbar.tsx";

const route = getRouteApi("/meta/ecosystem");

/** One thing whose card is open. */
export type Selection = { project: string } | { edge: string } | null;

/** The map or the table with filters on its left and a card on its right. All that is chosen here is in the address. */
export function Workspace({ map, search, stage }: { map: EcosystemMap; search: EcosystemSearch; stage: Stage }) {
  const navigate = route.useNavigate();
  const wide = useMedia("(min-width: 768px)");
  const roomy = useMedia("(min-width: 1100px)");
  const [railChoice, setRailChoice] = useState<boolean | null>(null);
  const find = useRef<HTMLInputElement>(null);

  const railOpen = railChoice ?? roomy;
  const shown = useMemo(() => shownProjects(map, search), [map, search]);
  const view = !wide ? "list" : stage.phase === "absent" ? "table" : (search.view ?? "map");

  const change = (patch: EcosystemSearch) => {
    void navigate({ search: (before) => parseEcosystemSearch({ ...before, ...patch }), replace: true });
  };
  const select = (selection: Selection) => {
    void navigate({
      search: ({ project: _project, edge: _edge, ...rest }) => ({ ...rest, ...selection }),
      replace: selection === null,
    });
  };
  const nameOf = (slug: string) => map.projects.find((project) => project.slug === slug)?.name ?? slug;

  useShortcuts({
    "/": () => find.current?.focus(),
    escape: () => select(null),
    t: () => change({ view: view === "map" ? "table" : "map" }),
    f: () => stage.phase === "ready" && stage.renderer.fit(),
    o: () => search.project && openInstance(search.project),
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
        view={view}
        canMap={stage.phase !== "absent"}
        saveCsv={() => saveFile("projects.csv", new Blob([toCsv(shown)], { type: "text/csv" }))}
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
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <Summary shown={shown} total={map.projects.length} />
          <div className="relative flex min-h-0 flex-1">
            <Content
              map={map}
              shown={shown}
              search={search}
              stage={stage}
              view={view}
              change={change}
              select={select}
              open={openInstance}
            />
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
    </div>
  );
}

/** Opens a project's own page in a window of its own, which learns nothing of this one. */
function openInstance(slug: string): void {
  window.open(`/open/${slug}`, "_blank", "noopener");
}
