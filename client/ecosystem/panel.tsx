import clsx from "clsx";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "../ui/button.tsx";

type PanelProps = { title: string; floating: boolean; onClose(): void; children: ReactNode };

/** The place of a card: over the map's right side, beside the table, or the whole of a narrow screen. */
export function Panel({ title, floating, onClose, children }: PanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves once for each thing opened
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title]);
  return (
    <aside
      aria-label={title}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
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
