import type { ReactNode } from "react";
import { useTitle } from "../app/title.ts";

type PageProps = {
  title: string;
  /** The way to the page that this one is a part of; it stands over the title. */
  above?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
};

/** A page of text and tables, under its title. */
export function Page({ title, above, aside, children }: PageProps) {
  useTitle(title);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a page without a button is read by keyboard too
    <main tabIndex={0} className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
      <div className="mx-auto flex max-w-5xl flex-col gap-4 px-4 py-5 sm:px-6">
        <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
          <div>
            {above}
            <h1 className="text-lg font-semibold">{title}</h1>
          </div>
          {aside}
        </div>
        {children}
      </div>
    </main>
  );
}
