import { Slider as Base } from "@base-ui/react/slider";

type SliderProps = {
  label: string;
  value: number;
  min?: number;
  max: number;
  step: number;
  words: string;
  onChange(value: number): void;
};

/** A number along a line; `words` says the value as a person would. */
export function Slider({ label, value, min = 0, max, step, words, onChange }: SliderProps) {
  return (
    <Base.Root value={value} min={min} max={max} step={step} onValueChange={onChange} className="flex flex-col gap-1">
      <div className="flex justify-between gap-2">
        <Base.Label className="eyebrow">{label}</Base.Label>
        <span className="text-xs text-ink-2">{words}</span>
      </div>
      <Base.Control className="flex h-6 touch-none items-center px-2 select-none">
        <Base.Track className="h-1 w-full rounded bg-line">
          <Base.Indicator className="rounded bg-accent" />
          <Base.Thumb
            aria-label={label}
            getAriaValueText={() => words}
            className="size-4 rounded-full border-2 border-accent bg-surface has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent"
          />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
