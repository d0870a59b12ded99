/** A bar from 0 to `max`; an unknown value has an empty, dashed one. Decorative: the number stands beside it in words. */
export function Meter({ value, max }: { value: number | null; max: number }) {
  if (value === null)
    return <div aria-hidden="true" className="h-1.5 rounded border border-dashed border-line-strong" />;
  return (
    <div aria-hidden="true" className="h-1.5 overflow-hidden rounded bg-hover">
      <div className="h-full rounded bg-accent" style={{ width: `${(100 * value) / max}%` }} />
    </div>
  );
}
