import { ArrowLeft } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "../ui/button.tsx";

type SidePanelProps = {
  title: string;
  kind: string;
  /** Somebody is typing elsewhere: leave the focus there. */
  keepFocus?: boolean;
  close(): void;
  children: ReactNode;
};

/** Something opened: its name, a way back to everything, and what there is to say about it. Takes the focus when opened. */
export function SidePanel({ title, kind, keepFocus = false, close, children }: SidePanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each title is another thing that was opened
  useEffect(() => {
    if (!keepFocus) heading.current?.focus();
  }, [title]);
  return (
    <section aria-label={`${kind} ${title}`} className="flex flex-col gap-4">
      <div className="flex items-start gap-2">
        <IconButton label="Back to the overview" onClick={close}>
          <ArrowLeft />
        </IconButton>
        <div className="min-w-0 pt-0.5">
          <p className="eyebrow">{kind}</p>
          <h2 ref={heading} tabIndex={-1} className="text-base font-semibold break-all outline-none">
            {title}
          </h2>
        </div>
      </div>
      {children}
    </section>
  );
}
