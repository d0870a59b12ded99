/** A place that may be moved, or one that is `fixed`. */
export type Spreadable = { x: number; y: number; fixed: boolean };

/** Enough for a few hundred places in one heap to flow apart. */
const mostRounds = 160;

/** Pairs that are too near by less than this share of the room are let be. */
const tolerance = 0.03;

/** The golden angle: turning by it, no two steps lead the same way. */
const turn = Math.PI * (3 - Math.sqrt(5));

/**
 * Moves places apart until no two are nearer than `room`, those that are fixed excepted, each about as little as that
 * takes. Changes the places it is given; the same ones are always spread alike. A grid of cells as wide as the room finds
 * what is near, so a round is linear in the places.
 */
export function spreadOut(places: readonly Spreadable[], room: number): void {
  for (let round = 0; round < mostRounds; round++) if (pushAll(places, room) < tolerance * room) return;
  // What is wedged in between others goes to the nearest free place.
  const grid = new Grid(room);
  for (const place of places) if (place.fixed) grid.add(place);
  for (const place of places) {
    if (place.fixed) continue;
    const { x, y } = place;
    for (let step = 0; !isFree(grid, place, room); step++) {
      const away = 0.5 * room * Math.sqrt(step);
      place.x = x + away * Math.cos(step * turn);
      place.y = y + away * Math.sin(step * turn);
    }
    grid.add(place);
  }
}

const isFree = (grid: Grid, place: Spreadable, room: number) =>
  grid.around(place, ({ x, y }) => Math.hypot(x - place.x, y - place.y) >= (1 - tolerance) * room);

/** Pushes every pair that is too near apart, once; answers how far the worst was too near. */
function pushAll(places: readonly Spreadable[], room: number): number {
  const grid = new Grid(room);
  let worst = 0;
  for (const [index, place] of places.entries()) {
    grid.around(place, (other) => {
      worst = Math.max(worst, pushApart(place, other, room, index * turn));
      return true;
    });
    grid.add(place);
  }
  return worst;
}

/** Answers how far the two were too near. `angle` is where they part when they are on one place. */
function pushApart(a: Spreadable, b: Spreadable, room: number, angle: number): number {
  const away = Math.hypot(b.x - a.x, b.y - a.y);
  const lack = room - away;
  if (lack <= 0 || (a.fixed && b.fixed)) return 0;
  const [x, y] = away === 0 ? [Math.cos(angle), Math.sin(angle)] : [(b.x - a.x) / away, (b.y - a.y) / away];
  const share = a.fixed ? 0 : b.fixed ? 1 : 0.5;
  // What is fixed is not even written to: adding nothing would make 0 of -0.
  if (!a.fixed) {
    a.x -= share * lack * x;
    a.y -= share * lack * y;
  }
  if (!b.fixed) {
    b.x += (1 - share) * lack * x;
    b.y += (1 - share) * lack * y;
  }
  return lack;
}

/** Places by the cell they were in when added; cells are as wide as the room. */
class Grid {
  readonly #cells = new Map<number, Map<number, Spreadable[]>>();
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  add(place: Spreadable): void {
    const [column, row] = this.#cellOf(place);
    const rows = this.#cells.get(column) ?? new Map<number, Spreadable[]>();
    this.#cells.set(column, rows);
    const cell = rows.get(row);
    if (cell) cell.push(place);
    else rows.set(row, [place]);
  }

  /**
   * Shows what is in the cell of a place and in those around it, for as long as `look` answers true; whether it did to
   * the end.
   */
  around(place: Spreadable, look: (other: Spreadable) => boolean): boolean {
    const [column, row] = this.#cellOf(place);
    for (let x = column - 1; x <= column + 1; x++) {
      const rows = this.#cells.get(x);
      if (rows === undefined) continue;
      for (let y = row - 1; y <= row + 1; y++) {
        for (const other of rows.get(y) ?? []) if (!look(other)) return false;
      }
    }
    return true;
  }

  #cellOf({ x, y }: Spreadable): [number, number] {
    return [Math.floor(x / this.#room), Math.floor(y / this.#room)];
  }
}
