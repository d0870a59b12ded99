/** One measured number: milliseconds for a time, things a second for a rate. */
export type Measured = { name: string; value: number };

/**
 * One line of the table: the same work of one size, done by us, by peers and by the barest code that could do it, in the
 * same run. `items` is what the cost should be proportional to. `bar` is what is asked of ours, in the same unit.
 */
export type Row = {
  what: string;
  size: string;
  items: number;
  unit: "ms" | "MiB" | "KB" | "events/s" | "files/s" | "lost";
  ours: number;
  peers: readonly Measured[];
  limit?: Measured;
  bar?: number;
};

/** Of a cost, less is better; of a rate, more. */
const isCost = ({ unit }: Row) => !unit.endsWith("/s");

/** How many times better we are than another; below 1 we are worse. */
export function timesBetter(row: Row, other: Measured): number {
  return isCost(row) ? other.value / row.ours : row.ours / other.value;
}

/** The one of several that does it best; undefined when there is none. */
export function bestOf(row: Row): Measured | undefined {
  return [...row.peers].sort((a, b) => timesBetter(row, a) - timesBetter(row, b))[0];
}

/** Whether ours is what is asked of it; null where nothing is. */
export function isWithinBar(row: Row): boolean | null {
  if (row.bar === undefined) return null;
  return isCost(row) ? row.ours <= row.bar : row.ours >= row.bar;
}

/** What one row cost us, in its unit; a rate as milliseconds. */
const costOf = (row: Row) => (isCost(row) ? row.ours : (row.items / row.ours) * 1000);

/**
 * The exponent e of cost ~ items^e, fitted by least squares on logarithms: 1 is linear. Null with fewer than two sizes.
 */
export function costExponent(rows: readonly Row[]): number | null {
  const points = rows.map((row) => ({ x: Math.log(row.items), y: Math.log(costOf(row)) }));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const centre = { x: mean(points.map(({ x }) => x)), y: mean(points.map(({ y }) => y)) };
  const spread = points.reduce((sum, { x }) => sum + (x - centre.x) ** 2, 0);
  if (points.length < 2 || spread === 0) return null;
  return points.reduce((sum, { x, y }) => sum + (x - centre.x) * (y - centre.y), 0) / spread;
}

/** The middle value; of an even number of values the lower middle. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
  if (middle === undefined) throw new Error("no values");
  return middle;
}
