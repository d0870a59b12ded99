/** A name that could be written beside a node; `forced` ones are written where there is no room, too. */
type Name = { id: string; forced: boolean; faded: boolean; urgency: number; size: number };

/** More urgent names than this at once, written whether or not there is room, hide the map. */
const mostUrgent = 30;

/**
 * In which order names find their places: what must be written, what does not step back, what somebody should look at, and
 * the largest. Of many in sight that are urgent only the most urgent must be written.
 */
export function inWritingOrder<Each extends Name>(names: readonly Each[]): Each[] {
  return names
    .toSorted(byWeight)
    .map((name, index) => (name.forced && name.urgency > 0 && index >= mostUrgent ? { ...name, forced: false } : name));
}

const byWeight = (a: Name, b: Name) =>
  Number(b.forced) - Number(a.forced) ||
  Number(a.faded) - Number(b.faded) ||
  // Not by their difference: two may be without end.
  Number(b.urgency > a.urgency) - Number(a.urgency > b.urgency) ||
  b.size - a.size ||
  (a.id < b.id ? -1 : 1);
