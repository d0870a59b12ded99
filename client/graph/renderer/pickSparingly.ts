import type Sigma from "sigma";
import type { MouseCoords } from "sigma/types";
import type { Point } from "../geometry.ts";

/**
 * Has Sigma look what is under the pointer once a frame at most, and not while a button is held or the camera moves. To
 * look, the browser waits until the graphics card has drawn everything so far: with each movement of the mouse that made a
 * large map stick to its place. What is under a turning wheel, or where a button is let go, nobody asks. `looked` is called
 * whenever Sigma has looked.
 */
export function pickSparingly(sigma: Sigma, looked: (at: Point) => void): void {
  const mouse = sigma.getMouseCaptor();
  mouse.removeAllListeners("wheel");
  mouse.removeAllListeners("mouseup");
  const look = mouse.listeners("mousemove");
  mouse.removeAllListeners("mousemove");
  let latest: MouseCoords | null = null;
  const lookOnce = () => {
    const coordinates = latest;
    latest = null;
    if (coordinates === null || mouse.isMouseDown || sigma.getCamera().isAnimated()) return;
    for (const listener of look) listener(coordinates);
    looked(coordinates);
  };
  mouse.on("mousemove", (coordinates) => {
    if (mouse.isMouseDown) return;
    if (latest === null) requestAnimationFrame(lookOnce);
    latest = coordinates;
  });
}
