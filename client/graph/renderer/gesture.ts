import type Sigma from "sigma";

/** A drag that something of ours follows instead of the camera. */
export type Gesture = {
  /** Whether it ended with what the browser is reporting now. */
  hasJustEnded(): boolean;
};

/**
 * Follows the pointer from `begin`, which answers whether the drag is ours, over `move` to `end`. Whatever the pointer is
 * over when it is let go, the gesture ends there; `moved` says whether it went further than a click does.
 */
export function followDrag(
  sigma: Sigma,
  on: { move(at: { x: number; y: number }): void; end(moved: boolean): void },
): Gesture & { begin(at: { x: number; y: number }): void } {
  let from: { x: number; y: number } | null = null;
  let moved = false;
  let justEnded = false;

  sigma.on("moveBody", ({ event, preventSigmaDefault }) => {
    if (from === null) return;
    preventSigmaDefault();
    moved ||= Math.hypot(event.x - from.x, event.y - from.y) > slack;
    if (moved) on.move({ x: event.x, y: event.y });
  });
  const end = () => {
    if (from === null) return;
    from = null;
    justEnded = moved;
    // The click that belongs to letting go is reported before anything else runs.
    setTimeout(() => {
      justEnded = false;
    });
    on.end(moved);
  };
  sigma.getMouseCaptor().on("mouseup", end);
  sigma.getTouchCaptor().on("touchup", end);
  return {
    begin(at) {
      from = { x: at.x, y: at.y };
      moved = false;
    },
    hasJustEnded: () => justEnded,
  };
}

/** Less movement than this, in pixels, is a click. */
const slack = 5;
