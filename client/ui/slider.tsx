import { Slider as Base } from "@base-ui/react/slider";

type SliderProps = {
  label: string;
  value: number;
  min?: number;
  max: number;
  step: number;
  words: string;
  /** What is written below the line, evenly from its one end to its other. */
  ticks?: readonly string[];
  onChange(value: number): void;
};

/** A number along a line; `words` says the value as a person would. */
export function Slider({ label, value, min = 0, max, step, words, ticks = [], onChange }: SliderProps) {
  return (
    <Base.Root
      {...{ value, min, max, step }}
      onValueChange={onChange}
      thumbAlignment="edge-client-only"
      className="flex flex-col gap-1"
    >
      <div className="flex justify-between gap-2">
        <Base.Label className="eyebrow">{label}</Base.Label>
        <span className="text-xs text-ink-2">{words}</span>
      </div>
      <Base.Control className="flex h-6 touch-none items-center select-none">
        <Base.Track className="h-1 w-full rounded bg-line">
          <Base.Indicator className="rounded bg-accent" />
          <Base.Thumb
            aria-label={label}
            getAriaValueText={() => words}
            className="size-4 rounded-full border-2 border-accent bg-surface has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent"
          />
        </Base.Track>
      </Base.Control>
      {ticks.length > 0 && (
        // At its ends the middle of the thumb is half its width within the line.
        <div aria-hidden="true" className="relative mx-2 -mt-1 h-4 text-xs text-ink-3">
          {ticks.map((tick, index) => (
            <span
              key={tick}
              style={{ left: `${(100 * index) / (ticks.length - 1)}%` }}
              className="absolute -translate-x-1/2 whitespace-nowrap first:-ml-2 first:translate-x-0 last:ml-2 last:-translate-x-full max-md:not-first:not-last:hidden"
            >
              {tick}
            </span>
          ))}
        </div>
      )}
    </Base.Root>
  );
}
