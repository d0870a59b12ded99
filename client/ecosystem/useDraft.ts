import { useEffect, useRef, useState } from "react";
import { stillUnderWay } from "./draft.ts";

/** Quiet time after a letter before what is typed takes effect, in milliseconds. */
const quietMs = 150;

/** What a text box needs to be typed into while something slower keeps its value. */
type Draft = {
  value: string;
  onChange(event: { target: { value: string } }): void;
  /** Whoever goes on to something else means what is in the box. */
  onBlur(): void;
};

/**
 * A text that is typed here and kept elsewhere, in the address. `commit` is called when the typing pauses. What comes back
 * of it is old by then and does not touch newer letters nor the caret; only a value that somebody else has set does.
 */
export function useDraft(kept: string, commit: (text: string) => void): Draft {
  const [draft, setDraft] = useState(kept);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** What was committed and has not come back, the oldest first. */
  const underWay = useRef<string[]>([]);

  useEffect(() => {
    const left = stillUnderWay(underWay.current, kept);
    underWay.current = left ?? [];
    if (left !== null) return;
    clearTimeout(timer.current);
    setDraft(kept);
  }, [kept]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const latest = useRef({ draft, kept, commit });
  latest.current = { draft, kept, commit };
  const settle = () => {
    clearTimeout(timer.current);
    const { draft, kept, commit } = latest.current;
    if (draft === (underWay.current.at(-1) ?? kept)) return;
    underWay.current.push(draft);
    commit(draft);
  };

  return {
    value: draft,
    onChange(event) {
      setDraft(event.target.value);
      clearTimeout(timer.current);
      timer.current = setTimeout(settle, quietMs);
    },
    onBlur: settle,
  };
}
