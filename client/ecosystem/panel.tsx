import clsx from "clsx";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { useMedia } from "../app/media.ts";
import { IconButton } from "../ui/button.tsx";
import { coverRest } from "./coverRest.ts";

type PanelProps = {
  title: string;
  /** What it is about; the title, unless that is known only later. */
  subject?: string;
  floating: boolean;
  onClose(): void;
  children: ReactNode;
};

/** The place of a card: over the map's right side, beside the table, or the whole of a narrow screen. */
export function Panel({ title, subject = title, floating, onClose, children }: PanelProps) {
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isWhole = useMedia("(max-width: 767.98px)");
  useLayoutEffect(() => (isWhole && panel.current ? coverRest(panel.current) : undefined), [isWhole]);
  useLayoutEffect(() => {
    const own = panel.current;
    const opener = document.activeElement;
    return () => {
      // Not at once: React hears of no focus that moves while it changes the page.
      if (own?.contains(document.activeElement)) queueMicrotask(() => focusBack(opener));
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves once for each thing opened
  useEffect(() => heading.current?.focus({ preventScroll: true }), [subject]);
  return (
    <aside
      ref={panel}
      aria-label={title}
      onKeyDown={(event) => {
        // A dialog that was opened here is no part of the panel on the page, but React tells its keys here as well.
        const isOwn = event.target instanceof Node && event.currentTarget.contains(event.target);
        if (event.key !== "Escape" || !isOwn) return;
        // Else the page would close what lies below, too.
        event.preventDefault();
        onClose();
      }}
      className={clsx(
        "flex flex-col overflow-hidden border-line bg-surface max-md:fixed max-md:inset-0 max-md:z-30",
        floating
          ? "md:absolute md:top-3 md:right-3 md:bottom-3 md:z-20 md:w-[384px] md:rounded-lg md:border md:shadow-panel"
          : "md:w-[384px] md:shrink-0 md:border-l",
      )}
    >
      <div className="flex items-center justify-between gap-2 border-b border-line py-2 pr-2 pl-4">
        <h2 ref={heading} tabIndex={-1} className="truncate text-base font-semibold outline-none">
          {title}
        </h2>
        <IconButton label="Close card" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </aside>
  );
}

/** To what had the focus before, or where that is gone or was nothing, to the projects: the map, or the first in a list. */
function focusBack(opener: Element | null): void {
  const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
  if (isThere) opener.focus({ preventScroll: true });
  else focusProjects();
}

/** Gives the focus to the projects: the map, or the first in a list. */
export function focusProjects(): void {
  const projects = document.querySelector<HTMLElement>("[role=application], main tbody button, main li button");
  projects?.focus({ preventScroll: true });
}
