import type { ReactNode } from "react";

/** What a number means and how it comes about, for who wants to know; folded until then. */
export function Explained({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="text-xs text-ink-2">
      <summary className="min-h-6 cursor-pointer py-1 marker:text-ink-3 hover:text-ink">{title}</summary>
      <div className="flex flex-col gap-1.5 pt-1 pb-1 pl-3.5">{children}</div>
    </details>
  );
}
