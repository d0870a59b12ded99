import type { ReactNode } from "react";

/** A number, or the word "unknown": what nobody told us is never 0. */
export function Value({ of: value, unit, digits = 0 }: { of: number | null; unit?: string; digits?: number }) {
  if (value === null) return <span className="text-ink-3">unknown</span>;
  return (
    <>
      {value.toLocaleString(undefined, { maximumFractionDigits: digits })}
      {unit && <span className="text-ink-3"> {unit}</span>}
    </>
  );
}

/** A named value of a list of facts; use inside `<dl>`. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="eyebrow">{name}</dt>
      <dd className="min-w-0 text-sm font-medium break-words text-ink">{children}</dd>
    </div>
  );
}
