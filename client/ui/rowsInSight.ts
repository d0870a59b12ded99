import { type RefObject, useEffect, useState } from "react";

/** Which rows are rendered: from `first` up to, not including, `end`. */
export type RowRange = { first: number; end: number };

/** With fewer rows than this all are rendered, so that the browser's own search finds them. */
const allUpTo = 120;

/** Rows beyond the edges, so that a quick scroll finds them there already. */
const spare = 12;

/** The rows in sight and some more, in steps of `spare`, so that most scrolling changes nothing. Pure. */
export function rangeInSight(count: number, rowHeight: number, top: number, height: number): RowRange {
  if (count <= allUpTo) return { first: 0, end: count };
  const stepped = (row: number) => Math.floor(row / spare) * spare;
  const first = Math.max(0, Math.min(count, stepped(top / rowHeight)) - spare);
  const end = Math.min(count, stepped((top + height) / rowHeight) + 2 * spare);
  return { first, end };
}

/** Of many rows of one height, those that a scrolled element shows. Renders again only when other rows are wanted. */
export function useRowsInSight(scroller: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowRange {
  const [{ top, height }, setSight] = useState({ top: 0, height: 1000 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => {
      const next = { top: element.scrollTop, height: element.clientHeight };
      setSight((before) => {
        const [old, fresh] = [before, next].map((sight) => rangeInSight(count, rowHeight, sight.top, sight.height));
        return old?.first === fresh?.first && old?.end === fresh?.end ? before : next;
      });
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [scroller, count, rowHeight]);
  return rangeInSight(count, rowHeight, top, height);
}
