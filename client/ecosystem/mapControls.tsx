import { Maximize, Minus, Plus } from "lucide-react";
import type { GraphRenderer } from "../graph/renderer.ts";
import { IconButton } from "../ui/button.tsx";

/** Zoom and fit, for those without a wheel. */
export function MapControls({ renderer }: { renderer: GraphRenderer }) {
  return (
    <div className="flex flex-col rounded-md border border-line bg-surface">
      <IconButton label="Zoom in" onClick={() => renderer.zoom(1.5)}>
        <Plus />
      </IconButton>
      <IconButton label="Zoom out" onClick={() => renderer.zoom(1 / 1.5)}>
        <Minus />
      </IconButton>
      <IconButton label="Show all" onClick={() => renderer.fit()}>
        <Maximize />
      </IconButton>
    </div>
  );
}
