import { useEffect, useRef, useState } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import { type Direction, nextInDirection } from "../graph/direction.ts";
import type { GraphMarks } from "../graph/marks.ts";
import type { Palette } from "../graph/palette.ts";
import type { GraphRenderer } from "../graph/renderer.ts";
import { parseView, writeView } from "../graph/view.ts";
import { describeProject } from "./announce.ts";
import { NodeRing } from "./nodeRing.tsx";
import { usePulses } from "./pulses.tsx";
import { usePinning } from "./usePinning.ts";

const arrows: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** Pixels of the canvas that the side panel covers. */
const panelWidth = 400;

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
  pick(slug: string): void;
  /** Where the camera was moved to, as in the address. */
  cam: string | undefined;
  onCamera(cam: string | undefined): void;
  /** A past map is only looked at: nothing on it can be moved. */
  isPast: boolean;
};

/** The canvas with what lies over it in the page: the rings of focus and selection, and the keyboard. */
export function MapView(props: MapViewProps) {
  const { renderer, map, marks, palette, selected, picked, covered, select, open, pick, cam, onCamera, isPast } = props;
  const host = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const pulses = usePulses(renderer, map);
  const actions = useRef({ select, open, pick, cam, onCamera });
  actions.current = { select, open, pick, cam, onCamera };

  useEffect(() => {
    renderer.mount(host.current);
    return () => renderer.mount(null);
  }, [renderer]);

  useEffect(() => renderer.show(marks, palette), [renderer, marks, palette]);

  useEffect(
    () =>
      renderer.listen({
        node(id, together) {
          setFocused(id);
          if (together) actions.current.pick(id);
          else actions.current.select({ project: id });
        },
        openNode: (id) => actions.current.open(id),
        edge: (id) => actions.current.select({ edge: id }),
        stage: () => actions.current.select(null),
        moved() {
          const view = renderer.view();
          const seen = view === null ? undefined : writeView(view);
          if (seen !== actions.current.cam) actions.current.onCamera(seen);
        },
      }),
    [renderer],
  );

  usePinning(renderer, !isPast);

  // The address moves the camera when it was not the camera that changed the address: when opened, and on going back.
  useEffect(() => {
    const view = renderer.view();
    if ((view === null ? undefined : writeView(view)) !== cam) renderer.look(parseView(cam) ?? null);
  }, [renderer, cam]);

  useEffect(() => {
    if (selected !== null) setFocused(selected);
    renderer.attend(selected, covered ? panelWidth : 0);
  }, [renderer, selected, covered]);

  const current = map.projects.find((project) => project.slug === focused);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const direction = arrows[event.key];
    if (direction) {
      event.preventDefault();
      const places = renderer.places();
      const from = places.find((place) => place.id === focused);
      const next = from ? nextInDirection(places, from, direction) : (places[0]?.id ?? null);
      if (next !== null) setFocused(next);
    } else if ((event.key === "]" || event.key === "[") && focused !== null) {
      const near = neighbours(map, selected ?? focused);
      const step = event.key === "]" ? 1 : -1;
      const next = near.at((near.indexOf(focused) + step) % Math.max(1, near.length));
      if (next !== undefined) setFocused(next);
    } else if (event.key === " " && focused !== null) {
      event.preventDefault();
      pick(focused);
    } else if (event.key === "Enter" && focused !== null) {
      select({ project: focused });
    }
  };

  return (
    <div
      ref={host}
      role="application"
      aria-label={`Map of ${map.projects.length} projects. Arrow keys move between projects, Enter opens the card, Space picks for an action.`}
      aria-describedby="map-focus"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application region takes the keyboard itself
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
      className="absolute inset-0 overflow-hidden focus-visible:outline-offset-[-2px]"
    >
      {selected !== null && <NodeRing renderer={renderer} id={selected} look="selected" />}
      {hasFocus && focused !== null && focused !== selected && (
        <NodeRing renderer={renderer} id={focused} look="focused" />
      )}
      {picked.map((slug) => (
        <NodeRing key={slug} renderer={renderer} id={slug} look="picked" />
      ))}
      {pulses}
      <p id="map-focus" aria-live="polite" className="sr-only">
        {hasFocus && current ? describeProject(current, map.edges) : ""}
      </p>
    </div>
  );
}

/** The projects joined to one, each once, in the order of the edges. */
function neighbours(map: EcosystemMap, slug: string): string[] {
  const near = map.edges.flatMap(({ from, to }) => (from === slug ? [to] : to === slug ? [from] : []));
  return [...new Set(near)];
}
