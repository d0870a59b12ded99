type MeterProps = { label: string; value: number | null; max: number };

/** A bar from 0 to `max`; an unknown value has an empty, dashed one. The number stands beside it in words. */
export function Meter({ label, value, max }: MeterProps) {
  if (value === null) return <div aria-hidden="true" className="h-1.5 rounded border border-dashed border-line-strong" />;
  return (
    <div role="meter" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={max} className="h-1.5 overflow-hidden rounded bg-hover">
      <div className="h-full rounded bg-accent" style={{ width: `${(100 * value) / max}%` }} />
    </div>
  );
}
