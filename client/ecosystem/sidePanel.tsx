import { Link } from "@tanstack/react-router";
import type { EdgeRow } from "../../contracts/graph.ts";
import { RunDetails } from "../actions/runDetails.tsx";
import { useRunTitle } from "../actions/useRunTitle.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { EdgeCard } from "./edgeCard.tsx";
import { NodeCard } from "./nodeCard.tsx";
import type { Opened } from "./opened.ts";
import { Panel } from "./panel.tsx";
import type { EcosystemSearch } from "./search.ts";
import type { Selection } from "./selection.ts";
import { DiffList } from "./time/diffList.tsx";

type SidePanelProps = {
  opened: Opened | null;
  edges: readonly EdgeRow[];
  /** The moment that the map shows; undefined is now. */
  at: string | undefined;
  floating: boolean;
  nameOf(slug: string): string;
  change(patch: EcosystemSearch): void;
  select(selection: Selection): void;
};

/** What is open beside the projects: one project, one integration, a run, or what changed; never two of them. */
export function SidePanel({ opened, edges, at, floating, nameOf, change, select }: SidePanelProps) {
  const close = () => select(null);
  switch (opened?.kind) {
    case undefined:
      return null;
    case "project":
      return (
        <Panel title={opened.project.name} floating={floating} onClose={close}>
          <NodeCard project={opened.project} {...{ edges, at, nameOf, select }} />
        </Panel>
      );
    case "edge":
      return (
        <Panel
          title={`${nameOf(opened.edge.from)} to ${nameOf(opened.edge.to)}`}
          subject={opened.edge.id}
          floating={floating}
          onClose={close}
        >
          <EdgeCard edge={opened.edge} {...{ nameOf, select }} />
        </Panel>
      );
    case "unknown":
      return (
        <Panel title="Not known" floating={floating} onClose={close}>
          <Notice
            title={`This ${opened.what} is not known${at === undefined ? "" : " at that moment"}`}
            action={<Button onClick={close}>Close</Button>}
          >
            {at === undefined
              ? "It may have been removed, or the link is mistyped."
              : "It came later than the moment that is shown, or the link is mistyped."}
          </Notice>
        </Panel>
      );
    case "run":
      return (
        <RunPanel
          runId={opened.runId}
          floating={floating}
          goTo={(run) => change({ run })}
          onClose={() => change({ run: undefined })}
        />
      );
    case "changes":
      return (
        <Panel title="What changed" floating={floating} onClose={() => change({ since: undefined })}>
          <DiffList span={opened.span} choose={(since) => change({ since })} {...{ at, nameOf, select }} />
        </Panel>
      );
  }
}

type RunPanelProps = { runId: string; floating: boolean; goTo(runId: string): void; onClose(): void };

function RunPanel({ runId, floating, goTo, onClose }: RunPanelProps) {
  return (
    <Panel title={useRunTitle(runId)} subject={runId} floating={floating} onClose={onClose}>
      <RunDetails key={runId} runId={runId} goTo={goTo} />
      <p className="px-4 pb-4">
        <Link to="/actions/$runId" params={{ runId }} className="text-accent hover:underline">
          Open as a page
        </Link>
      </p>
    </Panel>
  );
}
