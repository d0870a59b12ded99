import { Camera, Expand, Maximize, Minus, Plus } from "lucide-react";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { IconButton } from "../ui/button.tsx";
import { saveFile } from "../ui/saveFile.ts";
import type { GraphRenderer, PictureCaption } from "./renderer/contract.ts";

type MapControlsProps = {
  renderer: GraphRenderer;
  /** What a saved picture is called, without its ending. */
  name: string;
  /** What a saved picture says of itself. */
  caption(): PictureCaption;
  /** Buttons that only this map has. */
  children?: ReactNode;
};

/** Zoom and fit, for those without a wheel; the map on the whole screen, or as a picture. */
export function MapControls({ renderer, name, caption, children }: MapControlsProps) {
  const isWhole = useSyncExternalStore(onFullscreen, () => document.fullscreenElement !== null);
  const [hasFailed, setFailed] = useState(false);
  const savePicture = async () => {
    try {
      saveFile(`${name}.png`, await renderer.picture(caption()));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
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
        <IconButton label="Whole screen" aria-pressed={isWhole} onClick={toggleFullscreen}>
          <Expand />
        </IconButton>
      )}
      <IconButton
        label={hasFailed ? "Save as picture: it could not be written, try again" : "Save as picture"}
        onClick={() => void savePicture()}
        className={hasFailed ? "text-offline" : ""}
      >
        <Camera />
      </IconButton>
    </div>
  );
}

function onFullscreen(changed: () => void): () => void {
  document.addEventListener("fullscreenchange", changed);
  return () => document.removeEventListener("fullscreenchange", changed);
}

/** The whole page, so that dialogs are there too; the header steps aside. A browser that refuses leaves it as it is. */
function toggleFullscreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  change.catch(() => {});
}
