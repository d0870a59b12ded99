import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useShortcuts } from "../app/shortcuts.tsx";

/** Quiet time after a letter before it is searched for, in milliseconds. */
const quietMs = 200;

/** Words to find in files, symbols and tasks. They are searched for while one types. */
export function SearchBox({ text, find }: { text: string; find(text: string): void }) {
  const [draft, setDraft] = useState(text);
  const box = useRef<HTMLInputElement>(null);
  const latest = useRef(find);
  latest.current = find;
  useEffect(() => setDraft(text), [text]);
  useEffect(() => {
    if (draft === text) return;
    const timer = setTimeout(() => latest.current(draft), quietMs);
    return () => clearTimeout(timer);
  }, [draft, text]);
  useShortcuts({ "/": () => box.current?.focus() });
  return (
    <label className="relative min-w-0 flex-1 sm:max-w-80">
      <span className="sr-only">Find files, symbols and tasks</span>
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" aria-hidden="true" />
      <input
        ref={box}
        type="search"
        value={draft}
        maxLength={200}
        placeholder="Find files, symbols, tasks"
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setDraft("")}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-2 pl-8 text-ellipsis placeholder:text-ink-3"
      />
    </label>
  );
}
