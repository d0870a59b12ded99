import { mostPicked } from "./search.ts";

type PickAllProps = {
  /** Of the projects that the filters leave, in their order. */
  slugs: readonly string[];
  picked: readonly string[];
  pickOnly(slugs: string[]): void;
};

/** Picks all that the filters leave, as many as can be picked, or lets all of them go. */
export function PickAll({ slugs, picked, pickOnly }: PickAllProps) {
  const wanted = slugs.slice(0, mostPicked);
  const already = new Set(picked);
  const count = wanted.filter((slug) => already.has(slug)).length;
  const isAll = count > 0 && count === wanted.length;
  const label = slugs.length > wanted.length ? `Pick the first ${mostPicked}` : `Pick all ${slugs.length}`;
  const toggle = () => {
    const those = new Set(wanted);
    const others = picked.filter((slug) => !those.has(slug));
    // In front, since only so many fit.
    pickOnly(isAll ? others : [...wanted, ...others]);
  };
  return (
    <label className="flex size-8 cursor-pointer items-center justify-center" title={label}>
      <input
        type="checkbox"
        aria-label={label}
        checked={isAll}
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && !isAll;
        }}
        onChange={toggle}
        className="tick size-4 cursor-pointer"
      />
    </label>
  );
}
