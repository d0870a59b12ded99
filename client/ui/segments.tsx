import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";

type SegmentsProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string /** How many there are of it. */; count?: string | undefined }[];
  onChange(value: Value): void;
};

/** One of a few choices, all in sight. */
export function Segments<Value extends string>({ label, value, options, onChange }: SegmentsProps<Value>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        const option = options.find((each) => each.value === next);
        if (option) onChange(option.value);
      }}
      className="inline-flex w-fit rounded-md border border-line bg-raised p-0.5"
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          className="min-h-6.5 rounded px-2.5 font-medium text-ink-2 transition-colors hover:text-ink data-pressed:bg-surface data-pressed:text-ink data-pressed:shadow-[0_0_0_1px_var(--line-strong)]"
        >
          {option.label}
          {option.count !== undefined && <span className="text-ink-3 tabular-nums"> {option.count}</span>}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
