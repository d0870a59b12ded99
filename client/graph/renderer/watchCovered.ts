import type { Rect } from "../placeLabels.ts";

/**
 * What lies over the canvas: the children of an element that is laid over it. They are measured when that element's size is
 * another, not in each frame. `changed` is called then.
 */
export function watchCovered(canvas: HTMLElement, changed: () => void) {
  let over: HTMLElement | null = null;
  let covered: readonly Rect[] = [];
  let lasting: readonly Rect[] = [];
  const measure = () => {
    const origin = canvas.getBoundingClientRect();
    const rectOf = (child: Element) => {
      const { left, top, width, height } = child.getBoundingClientRect();
      return { left: left - origin.left, top: top - origin.top, width, height };
    };
    const isThere = ({ width, height }: Rect) => width > 0 && height > 0;
    const children = [...(over?.children ?? [])];
    covered = children.map(rectOf).filter(isThere);
    // The small map comes and goes with the camera, which must not depend on it.
    lasting = children
      .filter((child) => child.tagName !== "CANVAS")
      .map(rectOf)
      .filter(isThere);
    changed();
  };
  const resized = new ResizeObserver(measure);
  resized.observe(canvas);
  return {
    rects: () => covered,
    /** Those that are there wherever the camera looks. */
    lasting: () => lasting,
    set(element: HTMLElement | null) {
      if (over !== null) resized.unobserve(over);
      over = element;
      if (over !== null) resized.observe(over);
      else [covered, lasting] = [[], []];
    },
    stop: () => resized.disconnect(),
  };
}
