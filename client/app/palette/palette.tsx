import clsx from "clsx";
import { type Ref, useId, useRef, useState } from "react";
import { Dialog } from "../../ui/dialog.tsx";
import { findCommands } from "./commands.ts";
import { useCommands } from "./useCommands.ts";

/** Everything by name: type, choose with the arrows, Enter. */
export function Palette({ open, onClose, showHelp }: { open: boolean; onClose(): void; showHelp(): void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog title="Go to" open={open} onClose={onClose} focusOn={input}>
      <Choice inputRef={input} onClose={onClose} showHelp={showHelp} />
    </Dialog>
  );
}

type ChoiceProps = { inputRef: Ref<HTMLInputElement>; onClose(): void; showHelp(): void };

function Choice({ inputRef, onClose, showHelp }: ChoiceProps) {
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const list = useId();
  const found = findCommands(useCommands({ showHelp }), typed);

  const run = (index: number) => {
    const command = found[index];
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      setActive((active + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(active);
    }
  };

  return (
    <div className="flex flex-col gap-2">
      <input
        ref={inputRef}
        role="combobox"
        aria-label="What to go to or do"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[active] && `${list}-${active}`}
        autoComplete="off"
        value={typed}
        placeholder="A project, a page, a colouring"
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        className="h-9 rounded-md border border-line-strong bg-surface px-3 placeholder:text-ink-3"
      />
      <div id={list} role="listbox" aria-label="Found" className="max-h-[21rem] overflow-y-auto">
        {found.map((command, index) => (
          <div
            key={command.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            ref={(element) => {
              if (index === active) element?.scrollIntoView({ block: "nearest" });
            }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => run(index)}
            onKeyDown={onKeyDown}
            className={clsx(
              "flex min-h-8 cursor-pointer items-center justify-between gap-3 rounded px-3",
              index === active ? "bg-accent-soft font-medium shadow-[inset_3px_0_0_var(--accent)]" : "hover:bg-hover",
            )}
          >
            <span className="truncate">{command.title}</span>
            <span className="text-xs text-ink-3">{command.group}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="px-3 pb-2 text-ink-3">Nothing is called so.</p>}
    </div>
  );
}
