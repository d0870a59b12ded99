import { useEffect, useRef } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import { GraphCanvas } from "../graph/graphCanvas.tsx";
import type { GraphMarks } from "../graph/marks.ts";
import { NodeRing } from "../graph/nodeRing.tsx";
import type { Overlay, Receipts } from "../graph/overlays.ts";
import type { Palette } from "../graph/palette.ts";
import type { GraphRenderer } from "../graph/renderer/contract.ts";
import { parseView, writeView } from "../graph/view.ts";
import { describeProject } from "./announce.ts";
import { PinNotice } from "./pinNotice.tsx";
import { usePulses } from "./pulses.tsx";
import { usePinning } from "./usePinning.ts";

/** Pixels of the canvas that the side panel covers. */
const panelWidth = 400;

/** What a drag on the map does. */
export type MapDrag = "map" | "lasso" | "projects";

type MapViewProps = {
  renderer: GraphRenderer;
  map: EcosystemMap;
  marks: GraphMarks;
  palette: Palette;
  selected: string | null;
  picked: readonly string[];
  /** Whether a card lies over the right side. */
  covered: boolean;
  select(selection: { project: string } | { edge: string } | null): void;
  open(slug: string): void;
  /** Picks a project, or drops it. */
  pick(slug: string): void;
  /** Picks some more projects. */
  pickAlso(slugs: readonly string[]): void;
  /** What a drag does: it moves the map, draws a line around projects to pick, or moves projects. */
  drag: MapDrag;
  /** Where the camera was moved to, as in the address. */
  cam: string | undefined;
  onCamera(cam: string | undefined): void;
  /** What the colours say, also to those who hear the map. */
  overlay: Overlay;
  receipts: Receipts | undefined;
  /** A past map is only looked at: nothing on it can be moved. */
  isPast: boolean;
};

/** The map of projects: what a click, a drag and a key on it mean. */
export function MapView(props: MapViewProps) {
  const { renderer, map, marks, palette, selected, picked, covered, select, pick, drag, cam, isPast } = props;
  const pulses = usePulses(renderer, map, isPast);
  const latest = useRef(props);
  latest.current = props;

  useEffect(
    () =>
      renderer.listen({
        openNode: (id) => latest.current.open(id),
        edge: (id) => latest.current.select({ edge: id }),
        stage: () => latest.current.select(null),
        lassoed: (ids) => latest.current.pickAlso(ids),
        moved() {
          const view = renderer.view();
          const seen = view === null ? undefined : writeView(view);
          if (seen !== latest.current.cam) latest.current.onCamera(seen);
        },
      }),
    [renderer],
  );

  const pinning = usePinning(renderer, { enabled: !isPast, dragging: drag === "projects" });
  useEffect(() => {
    renderer.setLasso(drag === "lasso");
    return () => renderer.setLasso(false);
  }, [renderer, drag]);

  // The address moves the camera when it was not the camera that changed the address: when opened, and on going back.
  useEffect(() => {
    const view = renderer.view();
    if ((view === null ? undefined : writeView(view)) !== cam) renderer.look(parseView(cam) ?? null);
  }, [renderer, cam]);

  return (
    <>
      <GraphCanvas
        {...{ renderer, marks, palette, selected, pick }}
        label={`Map of ${map.projects.length} projects. Arrow keys move between projects, Enter opens the card, Space picks for an action, Alt with arrow keys moves the project for everybody.`}
        covered={covered ? panelWidth : 0}
        describe={(id) => {
          const project = map.projects.find(({ slug }) => slug === id);
          return project ? describeProject(project, map.edges, props.overlay, props.receipts) : "";
        }}
        activate={(id) => select({ project: id })}
        nudge={pinning.nudge}
      >
        {picked.map((slug) => (
          <NodeRing key={slug} renderer={renderer} id={slug} look="picked" />
        ))}
        {pulses}
      </GraphCanvas>
      <PinNotice {...pinning} />
    </>
  );
}
