import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";

type LongListProps<Item> = {
  items: readonly Item[];
  /** So many are shown, and so many more at each press. */
  few: number;
  keyOf(item: Item): string;
  className?: string;
  children(item: Item): ReactNode;
};

/** A list that shows its first few, and more when asked: a thousand rows at once would bury what comes after them. */
export function LongList<Item>({ items, few, keyOf, className, children }: LongListProps<Item>) {
  const list = useRef<HTMLUListElement>(null);
  const [shown, setShown] = useState(few);
  const rest = items.length - shown;
  // Who asked for more goes on reading where that begins; the button may be gone.
  useLayoutEffect(() => {
    if (shown > few) list.current?.children[shown - few]?.querySelector<HTMLElement>("a, button")?.focus();
  }, [shown, few]);
  return (
    <>
      <ul ref={list} className={className}>
        {items.slice(0, shown).map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
      {rest > 0 && (
        <Button look="quiet" className="self-start" onClick={() => setShown(shown + few)}>
          {rest > few ? `${few} of ${rest} more` : `${rest} more`}
        </Button>
      )}
    </>
  );
}
