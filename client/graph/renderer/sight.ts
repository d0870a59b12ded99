import type Sigma from "sigma";
import type { CameraState } from "sigma/types";
import type { Place } from "../direction.ts";
import { homeCamera } from "./camera.ts";
import type { GraphRenderer, Overview } from "./contract.ts";
import { cameraFor, planeView } from "./planeView.ts";

/** After this long without a movement the camera stands still. */
const stillMs = 250;

/** How near to the edge of what is free a node may be before the camera follows it, in CSS pixels. */
const margin = 60;

/** How long the camera takes to go somewhere, in milliseconds: at once for those who want nothing to move. 0 would divide by it. */
const moveMs = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 200);

type Sight = Pick<GraphRenderer, "fit" | "zoom" | "attend" | "reveal" | "view" | "look"> & {
  /** To be called when the canvas or its frame is another: who saw everything still does, who looked at a part sees that part. */
  settle(): void;
  /** How much of the canvas's width nothing covers, in CSS pixels. */
  freeWidth(): number;
  /** What of the plane is in sight, in the server's coordinates. */
  sight(): Overview["sight"];
  stop(): void;
};

/**
 * What the camera looks at. `place` says where a node is, `keepsLeft` whether discs keep clear of what lies over the left; `moved`
 * is called when the camera stands still again.
 */
export function createSight(
  sigma: Sigma,
  place: (id: string) => Place | null,
  keepsLeft: () => boolean,
  moved: () => void,
): Sight {
  const camera = sigma.getCamera();
  let inset = 0;
  let attended: string | null | undefined;
  // Where everything was in sight when last asked for. It may be elsewhere by now: `settle` goes there.
  let home = camera.getState();
  let move: { why: "home" | "zoom" | "reveal" } | null = null;
  // What was attended while the camera zoomed: somebody asked for the zoom, so it comes first.
  let waiting: (() => void) | null = null;
  const isNearHome = () =>
    Math.hypot(camera.x - home.x, camera.y - home.y) < 1e-3 && Math.abs(camera.ratio - home.ratio) < 1e-3;
  // Sigma does not say that a movement is over when it had no time to begin.
  const moving = () => (camera.isAnimated() ? move?.why : undefined);
  const isHome = () => (moving() === undefined ? isNearHome() : moving() === "home");

  const go = (why: "home" | "zoom" | "reveal", state: Partial<CameraState>) => {
    const own = { why };
    move = own;
    camera.animate(state, { duration: moveMs() }, () => {
      // Sigma says so too when another movement takes its place.
      if (move !== own) return;
      move = null;
      if (waiting !== null) queueMicrotask(waiting);
      waiting = null;
    });
  };
  const goHome = () => {
    home = homeCamera(sigma, inset, keepsLeft());
    go("home", home);
  };

  // Sigma's camera knows the frame only, which grows: what was looked at is remembered in what does not change.
  let seen = planeView(sigma);
  let still: ReturnType<typeof setTimeout> | undefined;
  // A movement that was begun may not have moved anything yet: where a page is slow its first frame comes late.
  const whenStill = () => {
    if (camera.isAnimated()) still = setTimeout(whenStill, stillMs);
    else moved();
  };
  camera.on("updated", () => {
    seen = planeView(sigma);
    clearTimeout(still);
    still = setTimeout(whenStill, stillMs);
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
    go("reveal", centre);
  };

  const attend: Sight["attend"] = (id, pixels) => {
    if (moving() === "zoom") {
      waiting = () => attend(id, pixels);
      return;
    }
    const atHome = isHome();
    const changed = pixels !== inset;
    // The camera follows a choice. What is attended from the beginning came with the address, and so did its camera.
    const chosen = attended !== undefined && attended !== id;
    attended = id;
    inset = pixels;
    if (atHome && changed) goHome();
    if (!atHome && chosen && id !== null) reveal(id);
  };

  return {
    fit: goHome,
    zoom: (factor) => go("zoom", { ratio: camera.ratio / factor }),
    attend,
    reveal(id) {
      if (!isHome()) reveal(id);
    },
    settle() {
      // On the way there it would go on to where that was.
      if (moving() === "home") goHome();
      else if (isHome()) {
        home = homeCamera(sigma, inset, keepsLeft());
        camera.setState(home);
      } else {
        camera.setState(cameraFor(sigma, seen));
      }
    },
    view: () => (isHome() ? null : planeView(sigma)),
    look(view) {
      if (view === null) home = homeCamera(sigma, inset, keepsLeft());
      move = null;
      const state = view === null ? home : cameraFor(sigma, view);
      camera.setState(state);
      // A movement under way would go on to where it was heading: a new one ends it.
      void camera.animate(state, { duration: 1 });
    },
    freeWidth: () => sigma.getDimensions().width - inset,
    sight() {
      const { width, height } = sigma.getDimensions();
      const topLeft = sigma.viewportToGraph({ x: 0, y: 0 });
      const bottomRight = sigma.viewportToGraph({ x: width - inset, y: height });
      return { left: topLeft.x, top: topLeft.y, right: bottomRight.x, bottom: bottomRight.y };
    },
    stop: () => clearTimeout(still),
  };
}
