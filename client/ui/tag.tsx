import type { ReactNode } from "react";

/** A small word in a box: a tag, a team, a kind. */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex min-h-5 max-w-full shrink-0 items-center rounded border border-line bg-raised px-1.5 text-xs wrap-anywhere text-ink-2">
      {children}
    </span>
  );
}
