import type { ReactNode } from "react";
import type { InstanceOutline, OutlineNode } from "../../../contracts/instance.ts";
import { GraphCanvas } from "../../graph/graphCanvas.tsx";
import { MapControls } from "../../graph/mapControls.tsx";
import type { GraphMarks } from "../../graph/marks.ts";
import type { Palette } from "../../graph/palette.ts";
import type { GraphRenderer } from "../../graph/renderer/contract.ts";
import { markId, nodeName } from "./buildOutline.ts";

type OutlineMapProps = {
  renderer: GraphRenderer;
  outline: InstanceOutline;
  marks: GraphMarks;
  palette: Palette;
  name: string;
  selected: string | null;
  /** Acts on a node: a folder opens or closes, a file shows itself. */
  act(node: OutlineNode): void;
  /** What stands below the controls. */
  children: ReactNode;
};

/** The canvas of the outline and its controls. */
export function OutlineMap({ renderer, outline, marks, palette, name, selected, act, children }: OutlineMapProps) {
  const nodeOf = (id: string) => outline.nodes.find((node) => markId(node.id) === id);
  return (
    <>
      <GraphCanvas
        {...{ renderer, marks, palette, selected }}
        label={`Graph of ${name}, ${outline.nodes.length} nodes. Arrow keys move between them, Enter opens a folder or a file.`}
        describe={(id) => {
          const node = nodeOf(id);
          return node ? describe(node, name) : "";
        }}
        activate={(id) => {
          const node = nodeOf(id);
          if (node) act(node);
        }}
      />
      <div
        ref={renderer.keepClear}
        className="pointer-events-none absolute bottom-3 left-3 flex flex-col items-start gap-2 *:pointer-events-auto"
      >
        <MapControls renderer={renderer} name={name} caption={() => ({ title: `Graph of ${name}`, steps: [] })} />
        {children}
      </div>
    </>
  );
}

const kindWords = { open: "open folder", folder: "folder", file: "file", rest: "files taken together" } as const;

function describe(node: OutlineNode, name: string): string {
  const size = node.kind === "file" ? `${node.lines} lines` : `${node.files} files`;
  return `${nodeName(node, name)}, ${kindWords[node.kind]}, ${size}, ${node.symbols} symbols, ${node.tasks} tasks`;
}
