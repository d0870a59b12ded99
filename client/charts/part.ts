/** A part of a time axis, in milliseconds since 1970. */
export type Part = { from: number; to: number };

/** Nothing shorter is shown: samples are no closer. */
const shortestMs = 60_000;

const lengthOf = ({ from, to }: Part) => to - from;

/** A part as it can be shown of a whole: inside it, and not too short. Null where it is all of it, or lies beside it. */
export function within(part: Part, whole: Part): Part | null {
  if (part.to <= whole.from || part.from >= whole.to) return null;
  const length = Math.max(lengthOf(part), shortestMs);
  if (length >= lengthOf(whole)) return null;
  const from = Math.min(Math.max(part.from, whole.from), whole.to - length);
  return { from, to: from + length };
}

/** A part `factor` times as long around the same middle, of the whole at most: then null. */
export function scaled(part: Part, whole: Part, factor: number): Part | null {
  const reach = Math.max(lengthOf(part) * factor, shortestMs) / 2;
  const middle = (part.from + part.to) / 2;
  return within({ from: middle - reach, to: middle + reach }, whole);
}

/** A part moved by a share of its own length, below 0 to earlier; it stops at the ends of the whole. */
export function moved(part: Part, whole: Part, share: number): Part | null {
  const length = lengthOf(part);
  const from = Math.min(Math.max(part.from + share * length, whole.from), Math.max(whole.from, whole.to - length));
  return within({ from, to: from + length }, whole);
}
