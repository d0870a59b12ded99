import { Link } from "@tanstack/react-router";
import type { EcosystemMap } from "../../contracts/graph.ts";
import { RunDetails } from "../actions/runDetails.tsx";
import { EdgeCard } from "./edgeCard.tsx";
import { NodeCard } from "./nodeCard.tsx";
import { Panel } from "./panel.tsx";
import type { EcosystemSearch } from "./search.ts";
import type { Selection } from "./selection.ts";
import { DiffList } from "./time/diffList.tsx";

type SidePanelProps = {
  map: EcosystemMap;
  search: EcosystemSearch;
  floating: boolean;
  nameOf(slug: string): string;
  change(patch: EcosystemSearch): void;
  select(selection: Selection): void;
};

/** What is open beside the projects: one project, one integration, a run, or what changed; never two of them. */
export function SidePanel({ map, search, floating, nameOf, change, select }: SidePanelProps) {
  const project = map.projects.find(({ slug }) => slug === search.project);
  const edge = map.edges.find(({ id }) => id === search.edge);
  if (project) {
    return (
      <Panel title={project.name} floating={floating} onClose={() => select(null)}>
        <NodeCard project={project} edges={map.edges} at={search.at} nameOf={nameOf} select={select} />
      </Panel>
    );
  }
  if (edge) {
    return (
      <Panel title="Integration" floating={floating} onClose={() => select(null)}>
        <EdgeCard edge={edge} nameOf={nameOf} select={select} />
      </Panel>
    );
  }
  if (search.run !== undefined) {
    return (
      <Panel title="Run" floating={floating} onClose={() => change({ run: undefined, overlay: undefined })}>
        <RunDetails key={search.run} runId={search.run} goTo={(run) => change({ run })} />
        <p className="px-4 pb-4">
          <Link to="/actions/$runId" params={{ runId: search.run }} className="text-accent hover:underline">
            A page of its own, to share
          </Link>
        </p>
      </Panel>
    );
  }
  if (search.since !== undefined) {
    return (
      <Panel title="What changed" floating={floating} onClose={() => change({ since: undefined })}>
        <DiffList
          span={search.since}
          at={search.at}
          nameOf={nameOf}
          choose={(since) => change({ since })}
          select={select}
        />
      </Panel>
    );
  }
  return null;
}
