import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { readKey } from "./readKey.ts";
import { readSetting, writeSetting } from "./settings.ts";

type Shortcuts = { enabled: boolean; setEnabled(enabled: boolean): void };

const ShortcutsContext = createContext<Shortcuts | null>(null);

const settingKey = "vislzr.shortcuts";

/** Keeps whether single characters are shortcuts: people who dictate or hit keys by accident can switch them off. */
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

/**
 * Runs what belongs to a key, named in lower case, unless something is being typed, a modifier is held, or a dialog or a menu is open.
 * Of two that want the same key the inner one has it. The switch is for single characters; Esc always does something.
 */
export function useShortcuts(keys: Record<string, () => unknown>): void {
  const { enabled } = useShortcutSetting();
  const latest = useRef({ keys, enabled });
  latest.current = { keys, enabled };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector("[role=dialog], :popover-open"))
        return;
      const key = readKey(event, latest.current.enabled);
      const run = key === null ? undefined : latest.current.keys[key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
