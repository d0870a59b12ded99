import type { Rect } from "../placeLabels.ts";

/**
 * What lies over the canvas: the children of an element that is laid over it. They are measured when that element's size is
 * another, not in each frame. `changed` is called then.
 */
export function watchCovered(canvas: HTMLElement, changed: () => void) {
  let over: HTMLElement | null = null;
  let covered: readonly Rect[] = [];
  const measure = () => {
    const origin = canvas.getBoundingClientRect();
    covered = [...(over?.children ?? [])]
      .map((child) => child.getBoundingClientRect())
      .map(({ left, top, width, height }) => ({ left: left - origin.left, top: top - origin.top, width, height }))
      .filter(({ width, height }) => width > 0 && height > 0);
    changed();
  };
  const resized = new ResizeObserver(measure);
  resized.observe(canvas);
  return {
    rects: () => covered,
    set(element: HTMLElement | null) {
      if (over !== null) resized.unobserve(over);
      over = element;
      if (over !== null) resized.observe(over);
      else covered = [];
    },
    stop: () => resized.disconnect(),
  };
}
