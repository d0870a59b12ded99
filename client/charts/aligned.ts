type Point = { at: number; value: number | null };

/** Lines over one common row of times, as uPlot wants them: times first, then each line's values. Undefined is "no point here". */
export type AlignedLines = [times: number[], ...lines: (number | null | undefined)[][]];

/** Brings lines with times of their own onto one common row of times. */
export function aligned(lines: readonly Point[][]): AlignedLines {
  const times = [...new Set(lines.flatMap((points) => points.map(({ at }) => at)))].sort((a, b) => a - b);
  const place = new Map(times.map((at, index) => [at, index]));
  const values = lines.map((points) => {
    const row = new Array<number | null | undefined>(times.length).fill(undefined);
    for (const { at, value } of points) row[place.get(at) ?? 0] = value;
    return row;
  });
  return [times, ...values];
}
