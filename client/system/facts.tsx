import type { ReactNode } from "react";

/** Facts in the columns that all cards of the page share. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">{children}</dl>;
}
