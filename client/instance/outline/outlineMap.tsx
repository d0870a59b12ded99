import { useEffect, useRef, useState } from "react";
import type { InstanceOutline, OutlineNode } from "../../../contracts/instance.ts";
import { MapControls } from "../../ecosystem/mapControls.tsx";
import { NodeRing } from "../../ecosystem/nodeRing.tsx";
import { type Direction, nextInDirection } from "../../graph/direction.ts";
import type { GraphMarks } from "../../graph/marks.ts";
import type { Palette } from "../../graph/palette.ts";
import type { GraphRenderer } from "../../graph/renderer.ts";
import { markId, nodeName } from "./buildOutline.ts";

const arrows: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

type OutlineMapProps = {
  renderer: GraphRenderer;
  outline: InstanceOutline;
  marks: GraphMarks;
  palette: Palette;
  name: string;
  selected: string | null;
  /** Acts on a node: a folder opens or closes, a file shows itself. */
  act(node: OutlineNode): void;
};

/** The canvas of the outline, its keyboard, and the rings of focus and selection over it. */
export function OutlineMap({ renderer, outline, marks, palette, name, selected, act }: OutlineMapProps) {
  const host = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const latest = useRef({ outline, act });
  latest.current = { outline, act };

  useEffect(() => {
    renderer.mount(host.current);
    return () => renderer.mount(null);
  }, [renderer]);

  useEffect(() => renderer.show(marks, palette), [renderer, marks, palette]);

  const actOn = useRef((id: string | null) => {
    const node = latest.current.outline.nodes.find((each) => markId(each.id) === id);
    if (node) latest.current.act(node);
  });
  useEffect(
    () =>
      renderer.listen({
        node(id) {
          setFocused(id);
          actOn.current(id);
        },
      }),
    [renderer],
  );

  useEffect(() => {
    if (selected !== null) setFocused(selected);
    renderer.attend(selected, 0);
  }, [renderer, selected]);

  const current = outline.nodes.find((node) => markId(node.id) === focused);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const direction = arrows[event.key];
    if (direction) {
      event.preventDefault();
      const places = renderer.places();
      const from = places.find((place) => place.id === focused);
      const next = from ? nextInDirection(places, from, direction) : (places[0]?.id ?? null);
      if (next !== null) setFocused(next);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      actOn.current(focused);
    }
  };

  return (
    <>
      <div
        ref={host}
        role="application"
        aria-label={`Graph of ${name}, ${outline.nodes.length} nodes. Arrow keys move between them, Enter opens a folder or a file.`}
        aria-describedby="outline-focus"
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
        <p id="outline-focus" aria-live="polite" className="sr-only">
          {hasFocus && current ? describe(current, name) : ""}
        </p>
      </div>
      <div className="absolute right-3 bottom-3">
        <MapControls renderer={renderer} name={name} />
      </div>
    </>
  );
}

const kindWords = { open: "open folder", folder: "folder", file: "file", rest: "files taken together" } as const;

function describe(node: OutlineNode, name: string): string {
  const size = node.kind === "file" ? `${node.lines} lines` : `${node.files} files`;
  return `${nodeName(node, name)}, ${kindWords[node.kind]}, ${size}, ${node.symbols} symbols, ${node.tasks} tasks`;
}
