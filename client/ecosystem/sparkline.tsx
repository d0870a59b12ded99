/** Where the points of a line stand in a box of 100 × 24, as an SVG path; a null begins a new stroke. */
export function sparkPath(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const step = 100 / Math.max(1, values.length - 1);
  let path = "";
  let drawing = false;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      drawing = false;
      continue;
    }
    const y = span === 0 ? 12 : 22 - (20 * (value - low)) / span;
    path += `${drawing ? "L" : "M"}${(index * step).toFixed(1)} ${y.toFixed(1)}`;
    drawing = true;
  }
  return path;
}

/** A small line without axes. Decorative: its lowest, highest and last value stand beside it in words. */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  return (
    <svg viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true" className="h-6 w-full overflow-visible">
      <path
        d={sparkPath(values)}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
