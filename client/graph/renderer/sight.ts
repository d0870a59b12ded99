import type Sigma from "sigma";
import type { Place } from "../direction.ts";
import { homeCamera } from "./camera.ts";
import type { GraphRenderer, Overview } from "./contract.ts";

/** After this long without a movement the camera stands still. */
const stillMs = 250;

/** How near to the edge of what is free a node may be before the camera follows it, in CSS pixels. */
const margin = 60;

/** How long the camera takes to go somewhere, in milliseconds: at once for those who want nothing to move. 0 would divide by it. */
const moveMs = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 200);

type Sight = Pick<GraphRenderer, "fit" | "zoom" | "attend" | "view" | "look"> & {
  /** To be called when the canvas or what is on it has another size: who saw everything still does. */
  settle(): void;
  /** How much of the canvas's width nothing covers, in CSS pixels. */
  freeWidth(): number;
  /** What of the plane is in sight, in the frame of the map. */
  sight(): Overview["sight"];
  stop(): void;
};

/** What the camera looks at. `place` says where a node is; `moved` is called when the camera stands still again. */
export function createSight(sigma: Sigma, place: (id: string) => Place | null, moved: () => void): Sight {
  const camera = sigma.getCamera();
  let inset = 0;
  let attended: string | null | undefined;
  // Where everything was in sight when last asked for. It may be elsewhere by now: `settle` goes there.
  let home = camera.getState();
  let isGoingHome = false;
  const isHome = () =>
    isGoingHome ||
    (Math.hypot(camera.x - home.x, camera.y - home.y) < 1e-3 && Math.abs(camera.ratio - home.ratio) < 1e-3);
  const goHome = () => {
    home = homeCamera(sigma, inset);
    isGoingHome = true;
    camera.animate(home, { duration: moveMs() }, () => {
      isGoingHome = false;
    });
  };

  let still: ReturnType<typeof setTimeout> | undefined;
  camera.on("updated", () => {
    clearTimeout(still);
    still = setTimeout(moved, stillMs);
  });

  const reveal = (id: string) => {
    const at = place(id);
    if (!at) return;
    const { width, height } = sigma.getDimensions();
    const beyond = (value: number, free: number) =>
      value < margin ? value - margin : Math.max(0, value - (free - margin));
    const [dx, dy] = [beyond(at.x, width - inset), beyond(at.y, height)];
    if (dx === 0 && dy === 0) return;
    const centre = sigma.viewportToFramedGraph({ x: width / 2 + dx, y: height / 2 + dy });
    void camera.animate(centre, { duration: moveMs() });
  };

  return {
    fit: goHome,
    zoom: (factor) => void camera.animatedZoom({ factor, duration: moveMs() }),
    attend(id, pixels) {
      const atHome = isHome();
      const changed = pixels !== inset;
      // The camera follows a choice. What is attended from the beginning came with the address, and so did its camera.
      const chosen = attended !== undefined && attended !== id;
      attended = id;
      inset = pixels;
      if (!atHome) return chosen && id !== null ? reveal(id) : undefined;
      if (changed) goHome();
    },
    settle() {
      if (!isHome()) return;
      home = homeCamera(sigma, inset);
      camera.setState(home);
    },
    view: () => (isHome() ? null : { x: camera.x, y: camera.y, ratio: camera.ratio }),
    look(view) {
      if (view === null) home = homeCamera(sigma, inset);
      const state = view ?? home;
      camera.setState(state);
      // A movement under way would go on to where it was heading: a new one ends it.
      void camera.animate(state, { duration: 1 });
    },
    freeWidth: () => sigma.getDimensions().width - inset,
    sight() {
      const { width, height } = sigma.getDimensions();
      const topLeft = sigma.viewportToFramedGraph({ x: 0, y: 0 });
      const bottomRight = sigma.viewportToFramedGraph({ x: width - inset, y: height });
      return { left: topLeft.x, top: topLeft.y, right: bottomRight.x, bottom: bottomRight.y };
    },
    stop: () => clearTimeout(still),
  };
}
