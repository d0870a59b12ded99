import type { ReactNode } from "react";
import { Checkbox } from "../../ui/checkbox.tsx";

/** Choices that belong together, under their title. */
export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="flex flex-col px-1">
      <legend className="eyebrow pb-1">{title}</legend>
      {children}
    </fieldset>
  );
}

/** The same, folded to its title until somebody wants them, or has chosen already. */
export function FoldedGroup({ title, isChosen, children }: { title: string; isChosen: boolean; children: ReactNode }) {
  return (
    <fieldset aria-label={title} className="px-1">
      <details open={isChosen}>
        <summary className="eyebrow min-h-6 cursor-pointer py-1 marker:text-ink-3 hover:text-ink">{title}</summary>
        <div className="flex flex-col">{children}</div>
      </details>
    </fieldset>
  );
}

/** With or without a value, as a list for the address. */
export function toggled<Value>(values: readonly Value[] | undefined, value: Value, on: boolean): Value[] {
  const others = (values ?? []).filter((each) => each !== value);
  return on ? [...others, value] : others;
}

type HideableProps<Value extends string> = {
  values: readonly Value[];
  /** Those that are hidden now. */
  hidden: readonly Value[] | undefined;
  hide(hidden: Value[]): void;
  aside?(value: Value): ReactNode;
  show?(value: Value): ReactNode;
};

/** Things that are all in sight unless one is unticked. */
export function Hideable<Value extends string>({ values, hidden, hide, aside, show }: HideableProps<Value>) {
  return values.map((value) => (
    <Checkbox
      key={value}
      checked={!hidden?.includes(value)}
      onChange={(on) => hide(toggled(hidden, value, !on))}
      aside={aside?.(value)}
    >
      {show?.(value) ?? value}
    </Checkbox>
  ));
}
