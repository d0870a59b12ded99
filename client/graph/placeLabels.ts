/** A part of the screen, in pixels; y grows downwards. */
export type Rect = { left: number; top: number; width: number; height: number };

/**
 * Something to be written: where it could stand, the best spot first. One that is `forced` may cover discs, and where it `hides`
 * also such as are marked. `own` is the middle of the disc it names.
 */
export type LabelWish = { spots: readonly Rect[]; forced: boolean; hides?: boolean; own?: { x: number; y: number } };

/** Where it is written; `over`: it lies on a disc or on something else, for want of a better spot. */
export type LabelPlace = Rect & { over?: true };

/** A disc; `marked`: somebody should see it. */
type Disc = { x: number; y: number; radius: number; marked?: boolean };

/** The side of a cell that obstacles are looked up by, in pixels; as wide as a short name. */
const cell = 96;

/** A name is read as that of the nearest disc: so far it stands from its own, and as far at least from every other, in pixels. */
export const nameGap = 8;

/** The room around a label, in pixels. */
const aside = 6;
const above = 2;

/** What lies where, by the cells it touches. */
class Obstacles {
  readonly #cells = new Map<number, Rect[]>();

  #each(rect: Rect, visit: (key: number) => boolean): boolean {
    const [right, bottom] = [rect.left + rect.width, rect.top + rect.height];
    for (let x = Math.floor(rect.left / cell); x <= Math.floor(right / cell); x++) {
      for (let y = Math.floor(rect.top / cell); y <= Math.floor(bottom / cell); y++) {
        // Screens have fewer cells than this in a column.
        if (visit(x * 1024 + y)) return true;
      }
    }
    return false;
  }

  add(rect: Rect): void {
    this.#each(rect, (key) => {
      const known = this.#cells.get(key);
      if (known) known.push(rect);
      else this.#cells.set(key, [rect]);
      return false;
    });
  }

  /** Whether something lies there; what has its middle at `own` does not count. */
  isHit(rect: Rect, own?: { x: number; y: number }): boolean {
    const hits = (other: Rect) => overlap(rect, other) && !(own && isAround(other, own));
    return this.#each(rect, (key) => this.#cells.get(key)?.some(hits) ?? false);
  }
}

/**
 * Finds a spot for each wish, in their order: one where neither an earlier label nor a disc is, nor what covers the canvas, and
 * that is not as near to another disc as to its own. What is forced may lie on these rather than be left out, but
 * not on a marked disc, where in a crowd the names of some in trouble would hide the others, nor below what covers the canvas. What finds no spot is left out, and answered with null: two labels on one spot tell nothing.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  discs: readonly Disc[],
  covered: readonly Rect[] = [],
): (LabelPlace | null)[] {
  const labels = new Obstacles();
  const others = new Obstacles();
  const marks = new Obstacles();
  for (const { x, y, radius, marked } of discs) {
    const square = { left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius };
    others.add(square);
    if (marked) marks.add(square);
  }
  for (const rect of covered) {
    others.add(rect);
    // Nobody could read it there.
    marks.add(rect);
  }
  return wishes.map(({ spots, forced, hides, own }) => {
    const apart = spots.filter((spot) => !labels.isHit(spot));
    const free = apart.filter((spot) => !others.isHit(spot));
    const clear = own ? free.find((spot) => !others.isHit(grown(spot, nameGap, nameGap), own)) : free[0];
    const spot = apart.find((each) => !marks.isHit(each)) ?? (hides ? apart[0] : undefined);
    const chosen = clear ?? (forced && spot ? (free[0] ?? { ...spot, over: true as const }) : null);
    // Two names side by side are read as one where nothing is between them.
    if (chosen) labels.add(grown(chosen, aside, above));
    return chosen;
  });
}

const grown = ({ left, top, width, height }: Rect, aside: number, above: number): Rect => ({
  left: left - aside,
  top: top - above,
  width: width + 2 * aside,
  height: height + 2 * above,
});

const isAround = ({ left, top, width, height }: Rect, { x, y }: { x: number; y: number }) =>
  Math.abs(left + width / 2 - x) < 0.5 && Math.abs(top + height / 2 - y) < 0.5;

const overlap = (a: Rect, b: Rect) =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
