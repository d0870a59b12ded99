import type Sigma from "sigma";
import type { CameraState } from "sigma/types";
import type { View } from "../view.ts";

/** What the camera shows, in the server's coordinates. */
export function planeView(sigma: Sigma): View {
  // Given its state, Sigma does not answer for the frame that it has drawn last.
  const now = { cameraState: sigma.getCamera().getState() };
  const { width, height } = sigma.getDimensions();
  const { x, y } = sigma.viewportToGraph({ x: width / 2, y: height / 2 }, now);
  const aside = sigma.viewportToGraph({ x: width / 2 + Math.min(width, height), y: height / 2 }, now);
  return { x, y, span: Math.hypot(aside.x - x, aside.y - y) };
}

/** Where the camera has to be to show that, in the frame that Sigma has now. */
export function cameraFor(sigma: Sigma, { x, y, span }: View): Partial<CameraState> {
  const cameraState = sigma.getCamera().getState();
  const middle = sigma.viewportToFramedGraph(sigma.graphToViewport({ x, y }, { cameraState }), { cameraState });
  return { ...middle, ratio: (cameraState.ratio * span) / planeView(sigma).span };
}
