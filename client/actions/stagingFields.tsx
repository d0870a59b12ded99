import { useId } from "react";
import { Checkbox } from "../ui/checkbox.tsx";

type Staging = { canary?: number; maxFailures?: number };
type StagingFieldsProps = { most: number; value: Staging; onChange(value: Staging): void };

/** Whether a few go first, and how many of all may fail before the rest is left alone. */
export function StagingFields({ most, value, onChange }: StagingFieldsProps) {
  const isStaged = value.canary !== undefined;
  return (
    <div className="flex flex-col gap-2">
      <Checkbox checked={isStaged} onChange={(on) => onChange(on ? { canary: 1, maxFailures: 0 } : {})}>
        A few first, then the others
      </Checkbox>
      {isStaged && (
        <div className="flex flex-wrap gap-x-5 gap-y-2 pl-7">
          <Count
            label="Ask first"
            least={1}
            most={most}
            value={value.canary ?? 1}
            onChange={(canary) => onChange({ ...value, canary })}
          />
          <Count
            label="Stop above failures"
            least={0}
            most={most}
            value={value.maxFailures ?? 0}
            onChange={(maxFailures) => onChange({ ...value, maxFailures })}
          />
        </div>
      )}
    </div>
  );
}

type CountProps = { label: string; least: number; most: number; value: number; onChange(value: number): void };

function Count({ label, least, most, value, onChange }: CountProps) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={least}
        max={most}
        value={value}
        onChange={({ target }) => {
          const given = Math.round(target.valueAsNumber);
          if (given >= least && given <= most) onChange(given);
        }}
        className="h-8 w-20 rounded-md border border-line-strong bg-surface px-2"
      />
    </span>
  );
}
