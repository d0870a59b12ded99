import { type ReactNode, useEffect, useRef, useState } from "react";
import { useShortcuts } from "../app/shortcuts.tsx";
import { type Direction, nextInDirection } from "./direction.ts";
import type { GraphMarks } from "./marks.ts";
import { neighboursOf, stepAmong } from "./neighbours.ts";
import { NodeRing } from "./nodeRing.tsx";
import type { Palette } from "./palette.ts";
import type { GraphRenderer } from "./renderer/contract.ts";

const arrows: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

type GraphCanvasProps = {
  renderer: GraphRenderer;
  marks: GraphMarks;
  palette: Palette;
  /** What it is, and what the keys do. */
  label: string;
  selected: string | null;
  /** How much of the canvas is covered on its right, in CSS pixels. */
  covered?: number;
  /** A node in a sentence, for those who hear the graph; empty when there is no such node. */
  describe(id: string): string;
  /** Enter, or a click. */
  activate(id: string): void;
  /** Space, or a click with Shift, Ctrl or Cmd; without it these activate too. */
  pick?(id: string): void;
  /** Alt with an arrow key: moves the node itself. */
  nudge?(id: string, direction: Direction): void;
  /** What lies over the canvas. */
  children?: ReactNode;
};

/** A graph's canvas with what the page needs around it: its place, the keyboard, and the rings of focus and selection. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { renderer, marks, palette, label, selected, covered = 0, describe, children } = props;
  const host = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const latest = useRef(props);
  latest.current = props;
  /** Around which node `]` and `[` go while none is selected: where they were first pressed. */
  const around = useRef<string | null>(null);
  const moveTo = (id: string, centre: string | null = null) => {
    around.current = centre;
    setFocused(id);
    renderer.reveal(id);
  };
  const act = (id: string, together: boolean) => {
    const { activate, pick } = latest.current;
    around.current = null;
    setFocused(id);
    if (together && pick) pick(id);
    else activate(id);
  };
  const actNow = useRef(act);
  actNow.current = act;

  useEffect(() => {
    renderer.mount(host.current);
    return () => renderer.mount(null);
  }, [renderer]);
  useEffect(() => renderer.show(marks, palette), [renderer, marks, palette]);
  useEffect(() => renderer.listen({ node: (id, together) => actNow.current(id, together) }), [renderer]);
  useEffect(() => {
    if (selected !== null) setFocused(selected);
    renderer.attend(selected, covered);
  }, [renderer, selected, covered]);

  // Also while a card has the focus: the map takes it, so that the way over it is seen and heard.
  const walk = (step: 1 | -1) => {
    const centre = selected ?? around.current ?? focused;
    if (centre === null || focused === null) return;
    const next = stepAmong(neighboursOf(marks.edges, centre), focused, step);
    if (next === null) return;
    host.current?.focus({ preventScroll: true });
    moveTo(next, centre);
  };
  useShortcuts({ "]": () => walk(1), "[": () => walk(-1) });

  const onKeyDown = (event: React.KeyboardEvent) => {
    const direction = arrows[event.key];
    if (direction && event.altKey) {
      // Else the browser goes back a page.
      event.preventDefault();
      if (focused !== null) latest.current.nudge?.(focused, direction);
    } else if (direction) {
      event.preventDefault();
      const places = renderer.places();
      const from = places.find((place) => place.id === focused);
      const next = from ? nextInDirection(places, from, direction) : (places[0]?.id ?? null);
      if (next !== null) moveTo(next);
    } else if (focused !== null && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      act(focused, event.key === " ");
    }
  };

  return (
    <div
      ref={host}
      role="application"
      aria-label={label}
      aria-describedby="graph-focus"
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
      {children}
      <p id="graph-focus" aria-live="polite" className="sr-only">
        {hasFocus && focused !== null ? describe(focused) : ""}
      </p>
    </div>
  );
}
