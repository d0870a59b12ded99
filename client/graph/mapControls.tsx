import { Camera, Expand, Maximize, Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../ui/button.tsx";
import { saveFile } from "../ui/saveFile.ts";
import type { GraphRenderer } from "./renderer/contract.ts";

type MapControlsProps = {
  renderer: GraphRenderer;
  /** What a saved picture is called, without its ending. */
  name: string;
  /** Buttons that only this map has. */
  children?: ReactNode;
};

/** Zoom and fit, for those without a wheel; the map on the whole screen, or as a picture. */
export function MapControls({ renderer, name, children }: MapControlsProps) {
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
      {children}
      {document.fullscreenEnabled && (
        <IconButton label="Whole screen" onClick={toggleFullscreen}>
          <Expand />
        </IconButton>
      )}
      <IconButton
        label="Save as picture"
        onClick={() => void renderer.picture().then((picture) => saveFile(`${name}.png`, picture))}
      >
        <Camera />
      </IconButton>
    </div>
  );
}

/** The whole page, so that dialogs are there too; the header steps aside. */
function toggleFullscreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen();
}
