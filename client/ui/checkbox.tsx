import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { type ReactNode, useId } from "react";

type CheckboxProps = { checked: boolean; onChange(checked: boolean): void; children: ReactNode; aside?: ReactNode };

/** A box to tick with its words; the whole row is the target. */
export function Checkbox({ checked, onChange, children, aside }: CheckboxProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's, labelled through aria-labelledby
    <label className="flex min-h-7 cursor-pointer items-center gap-2 rounded -mx-1 px-1 hover:bg-hover">
      <Base.Root
        checked={checked}
        onCheckedChange={onChange}
        aria-labelledby={id}
        className="flex size-4 shrink-0 items-center justify-center rounded border border-line-strong bg-surface text-accent-ink data-checked:border-accent data-checked:bg-accent"
      >
        <Base.Indicator>
          <Check className="size-3" strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      <span id={id} className="flex min-w-0 items-center gap-1.5 truncate">
        {children}
      </span>
      {aside !== undefined && <span className="ml-auto pl-2 text-xs text-ink-3">{aside}</span>}
    </label>
  );
}
