import { type ReactNode, useId } from "react";

/** A titled box of a page. */
export function Card({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-baseline justify-between gap-2 border-b border-line px-4 py-2.5">
        <h2 id={id} className="text-sm font-semibold">
          {title}
        </h2>
        {aside && <span className="text-xs text-ink-3">{aside}</span>}
      </div>
      <div className="p-4">{children}</div>
    </section>
  );
}
