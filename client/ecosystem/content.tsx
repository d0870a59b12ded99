import { Group, LassoSelect, Pin } from "lucide-react";
import { useRef, useState } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useShortcuts } from "../app/shortcuts.tsx";
import { useTheme } from "../app/theme.tsx";
import { momentWords } from "../app/timeWords.ts";
import type { Changes } from "../graph/changes.ts";
import { MapControls } from "../graph/mapControls.tsx";
import { plainEdgesAbove } from "../graph/marks.ts";
import { Minimap } from "../graph/minimap.tsx";
import { type Overlay, overlayTitles, type Receipts, steps, unknownStep } from "../graph/overlays.ts";
import { type Palette, palettes } from "../graph/palette.ts";
import type { PictureCaption } from "../graph/renderer/contract.ts";
import type { Stage } from "../graph/stage.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { type ColumnId, hiddenColumns, type Integrations } from "./columns.ts";
import { Legend } from "./legend.tsx";
import { type MapDrag, MapView } from "./mapView.tsx";
import { ProjectList } from "./projectList.tsx";
import { type EcosystemSearch, withoutFilters } from "./search.ts";
import type { Selection } from "./selection.ts";
import { MapSkeleton } from "./states.tsx";
import { ProjectTable } from "./table.tsx";
import type { Asked } from "./time/useShownMap.ts";
import { useMarks } from "./useMarks.ts";

type ContentProps = {
  map: EcosystemMap;
  /** The moment of `map`; undefined is now. */
  at: string | undefined;
  /** While another moment is on its way, what is drawn steps back. */
  asked: Asked;
  /** The projects that the filters leave. */
  shown: readonly ProjectRow[];
  search: EcosystemSearch;
  stage: Stage;
  view: "map" | "table" | "list";
  change(patch: EcosystemSearch): void;
  select(selection: Selection): void;
  open(slug: string): void;
  /** Picks a project to be asked something together with others, or drops it. */
  pick(slug: string): void;
  /** Where each project of the shown run stands. */
  receipts: Receipts | undefined;
  integrations: Integrations;
  /** What is different from an earlier moment, while that is asked. */
  changes: Changes | null;
  /** Whether a card or a drawer lies over the right side of the map. */
  isCovered: boolean;
  railOpen: boolean;
};

/** The projects: as a map, as a table, or as a list on a narrow screen. */
export function Content(props: ContentProps) {
  const { map, asked, shown, search, stage, view, change, select, pick, integrations } = props;
  const scroller = useRef<HTMLDivElement>(null);
  if (asked.state === "failed") return <NotLoaded {...asked} now={() => change({ at: undefined })} />;
  if (map.projects.length === 0) return <NothingYet now={() => change({ at: undefined })} />;
  if (shown.length === 0) return <NothingMatches total={map.projects.length} clear={() => change(withoutFilters)} />;
  const rows = {
    ...{ projects: shown, scroller, pick },
    sort: search.sort ?? "name",
    descending: search.order === "desc",
    onSort: (sort: ColumnId, descending: boolean) => change({ sort, order: descending ? "desc" : undefined }),
    select: (slug: string) => select({ project: slug }),
    picked: search.pick ?? [],
    pickOnly: (slugs: string[]) => change({ pick: slugs }),
    integrations,
  };
  return (
    <div
      ref={scroller}
      aria-busy={asked.state === "coming"}
      className="relative min-w-0 flex-1 overflow-auto transition-opacity aria-busy:opacity-50 aria-busy:delay-150"
    >
      {stage.phase === "absent" && view === "table" && (
        <p role="status" className="border-b border-line bg-accent-soft px-4 py-2">
          The map needs WebGL, which this browser does not offer now. The table shows the same projects; reload to try
          the map again.
        </p>
      )}
      {view === "map" && <MapPane {...props} />}
      {view === "table" && (
        <ProjectTable {...rows} hidden={hiddenColumns(search.fold, search.more)} selected={search.project ?? null} />
      )}
      {view === "list" && <ProjectList {...rows} />}
    </div>
  );
}

function MapPane({
  map,
  at,
  shown,
  search,
  stage,
  change,
  select,
  open,
  pick,
  receipts,
  changes,
  isCovered,
  railOpen,
}: ContentProps) {
  const [drag, setDrag] = useState<MapDrag>("map");
  const notAllowed = useRefusal("operator");
  const refusal = search.at === undefined ? notAllowed : "What is past stays where it was.";
  const palette = palettes[useTheme().name];
  const overlay = search.overlay ?? "status";
  const marks = useMarks(map, shown, search, palette, receipts, changes);
  useShortcuts(drag !== "map" && !isCovered ? { escape: () => setDrag("map") } : {});
  if (stage.phase !== "ready") return <MapSkeleton />;
  return (
    <>
      <MapView
        renderer={stage.renderer}
        map={map}
        marks={marks}
        palette={palette}
        selected={search.project ?? null}
        picked={search.pick ?? []}
        covered={isCovered}
        select={select}
        open={open}
        pick={pick}
        pickAlso={(slugs) => change({ pick: [...(search.pick ?? []), ...slugs] })}
        drag={drag}
        cam={search.cam}
        onCamera={(cam) => change({ cam })}
        overlay={overlay}
        receipts={receipts}
        isPast={at !== undefined}
      />
      <div
        ref={stage.renderer.keepClear}
        className="pointer-events-none absolute bottom-3 left-3 flex flex-col items-start gap-2 *:pointer-events-auto"
      >
        <Minimap renderer={stage.renderer} ink={palette.ink} />
        <MapControls renderer={stage.renderer} name="ecosystem" caption={() => captionOf(overlay, palette, at)}>
          <IconButton
            label="Outline domains"
            aria-pressed={search.domains ?? false}
            onClick={() => change({ domains: search.domains ? undefined : true })}
          >
            <Group />
          </IconButton>
          <IconButton
            label="Pick with a lasso (or drag with Shift)"
            aria-pressed={drag === "lasso"}
            onClick={() => setDrag(drag === "lasso" ? "map" : "lasso")}
          >
            <LassoSelect />
          </IconButton>
          <IconButton
            label="Move projects"
            title={refusal ?? "Move projects, for everybody"}
            aria-description={refusal ?? undefined}
            aria-disabled={refusal !== null}
            aria-pressed={drag === "projects"}
            onClick={() => refusal === null && setDrag(drag === "projects" ? "map" : "projects")}
            className="aria-disabled:opacity-50"
          >
            <Pin />
          </IconButton>
        </MapControls>
        <Legend
          search={search}
          plain={map.edges.length > plainEdgesAbove}
          compares={changes !== null}
          railOpen={railOpen}
        />
      </div>
    </>
  );
}

/** What a picture of the map says of itself: its colours mean nothing without words for them and the moment. */
function captionOf(overlay: Overlay, palette: Palette, at: string | undefined): PictureCaption {
  return {
    title: `Ecosystem, ${momentWords(at ?? new Date().toISOString())}: ${overlayTitles[overlay]}`,
    steps: [...steps(overlay, palette), ...(overlay === "status" ? [] : [unknownStep(palette, overlay)])],
  };
}

/** A moment that cannot be had. The filters and the slider stay, to choose another. */
function NotLoaded({ error, retry, now }: { error: unknown; retry(): void; now(): void }) {
  return (
    <div className="grid flex-1 content-center justify-items-center">
      <FailureNotice error={error} retry={retry} />
      <Button look="quiet" onClick={now}>
        Back to now
      </Button>
    </div>
  );
}

/** A moment before the first project was known. */
function NothingYet({ now }: { now(): void }) {
  return (
    <div className="grid flex-1 place-items-center">
      <Notice title="No project was known then" action={<Button onClick={now}>Back to now</Button>}>
        The first project came later than the moment that is shown.
      </Notice>
    </div>
  );
}

function NothingMatches({ total, clear }: { total: number; clear(): void }) {
  return (
    <div className="grid flex-1 place-items-center">
      <Notice title="No project matches" action={<Button onClick={clear}>Clear filters</Button>}>
        {total} {total === 1 ? "project is" : "projects are"} known; the filters leave none.
      </Notice>
    </div>
  );
}
