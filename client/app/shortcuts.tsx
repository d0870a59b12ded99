import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { readSetting, writeSetting } from "./settings.ts";

type Shortcuts = { enabled: boolean; setEnabled(enabled: boolean): void };

const ShortcutsContext = createContext<Shortcuts | null>(null);

const settingKey = "vislzr.shortcuts";

/** Keeps whether single keys do something: people who dictate or hit keys by accident can switch them off. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [enabled, setState] = useState(() => readSetting(settingKey, ["on", "off"]) !== "off");
  const setEnabled = (next: boolean) => {
    setState(next);
    writeSetting(settingKey, next ? "on" : "off");
  };
  return <ShortcutsContext value={{ enabled, setEnabled }}>{children}</ShortcutsContext>;
}

export function useShortcutSetting(): Shortcuts {
  const shortcuts = useContext(ShortcutsContext);
  if (shortcuts === null) throw new Error("useShortcutSetting is used outside its provider.");
  return shortcuts;
}

/** Whether a key belongs to something that is being typed into. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Runs what belongs to a single key, named in lower case, unless something is being typed, a modifier is held or a dialog is open. */
export function useShortcuts(keys: Record<string, () => unknown>): void {
  const { enabled } = useShortcutSetting();
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog]")) return;
      const run = latest.current[event.key.toLowerCase()];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [enabled]);
}
