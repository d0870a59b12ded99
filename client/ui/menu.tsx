import { Ellipsis } from "lucide-react";
import { type ReactNode, type ToggleEvent, useId, useRef } from "react";
import { Button } from "./button.tsx";

/** One command: its word and icon, whether what it switches is on, and why it cannot be used now, in a sentence. */
export type MenuItem = { label: string; icon: ReactNode; pressed?: boolean; refusal?: string | null; act(): void };

/** Commands with their words behind one button, where there is no room for a row of them. Esc, a choice and a press beside it close it. */
export function Menu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  /** It lies above the page and knows no parent: it is put under the right end of its button. */
  const place = ({ currentTarget: { style } }: ToggleEvent<HTMLDivElement>) => {
    const { bottom = 0, right = 0 } = opener.current?.getBoundingClientRect() ?? {};
    style.top = `${bottom + 4}px`;
    style.right = `${document.documentElement.clientWidth - right}px`;
  };
  return (
    <>
      <Button ref={opener} popoverTarget={id} className="[&_svg]:size-4">
        <Ellipsis aria-hidden="true" />
        {label}
      </Button>
      <div
        id={id}
        popover="auto"
        onBeforeToggle={place}
        className="fixed inset-auto m-0 max-w-[calc(100vw-24px)] rounded-md border border-line bg-surface p-1 text-ink shadow-panel"
      >
        <ul className="flex flex-col">
          {items.map(({ label, icon, pressed, refusal = null, act }) => (
            <li key={label}>
              <Button
                look="quiet"
                aria-pressed={pressed}
                aria-disabled={refusal !== null}
                {...(refusal === null && { onClick: act, popoverTarget: id, popoverTargetAction: "hide" })}
                className="min-h-10 w-full justify-start whitespace-normal text-left aria-pressed:bg-accent-soft aria-pressed:text-ink [&_svg]:size-4 [&_svg]:shrink-0"
              >
                {icon}
                <span>
                  {label}
                  {refusal !== null && <span className="block text-xs font-normal">{refusal}</span>}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
