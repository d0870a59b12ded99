/** Observed values, and how often each: what remains of a history whose order does not matter. */
export type Histogram = readonly (readonly [value: number, times: number])[];

/** The median: of an even number of observations the mean of the two in the middle. Null of none. */
export function medianOf(observed: Histogram): number | null {
  const total = observed.reduce((sum, [, times]) => sum + times, 0);
  if (total === 0) return null;
  const sorted = observed.toSorted(([a], [b]) => a - b);
  const valueAt = (place: number): number => {
    let passed = 0;
    for (const [value, times] of sorted) {
      passed += times;
      if (place < passed) return value;
    }
    return Number.NaN;
  };
  return (valueAt(Math.floor((total - 1) / 2)) + valueAt(Math.floor(total / 2))) / 2;
}

/** The median absolute deviation from the median, unscaled: how far off a usual value usually is. Null of none. */
export function deviationOf(observed: Histogram): number | null {
  const median = medianOf(observed);
  if (median === null) return null;
  return medianOf(observed.map(([value, times]): [number, number] => [Math.abs(value - median), times]));
}
