import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import { moved, type Part, scaled } from "./part.ts";
import { rangeWords } from "./ticks.ts";

type PartControlsProps = {
  /** The whole time axis. */
  whole: Part;
  /** What is shown of it, null for all. */
  part: Part | null;
  choose(part: Part | null): void;
};

/** Chooses a part of a time axis without dragging, and says which one is shown. */
export function PartControls({ whole, part, choose }: PartControlsProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  const showAll = () => {
    choose(null);
    // The button goes; who came by keyboard stays where it was.
    group.current?.querySelector("button")?.focus();
  };
  const ofPart = (label: string, icon: ReactNode, change: (part: Part) => Part | null) => (
    <IconButton
      label={label}
      aria-disabled={part === null}
      className="aria-disabled:cursor-default aria-disabled:opacity-50"
      onClick={() => part && choose(change(part))}
    >
      {icon}
    </IconButton>
  );
  return (
    <fieldset ref={group} aria-label="Part of the time" className="flex flex-wrap items-center gap-y-1.5">
      <IconButton label="Shorter time" onClick={() => choose(scaled(part ?? whole, whole, 0.5))}>
        <ZoomIn />
      </IconButton>
      {ofPart("Longer time", <ZoomOut />, (shown) => scaled(shown, whole, 2))}
      {ofPart("Earlier", <ChevronLeft />, (shown) => moved(shown, whole, -0.5))}
      {ofPart("Later", <ChevronRight />, (shown) => moved(shown, whole, 0.5))}
      <span role="status" className="px-1 text-ink-2">
        {part && rangeWords(part.from, part.to)}
      </span>
      {part && <Button onClick={showAll}>Show all</Button>}
    </fieldset>
  );
}
