import { Fragment } from "react";

/** A name in one word that breaks after its dots and underscores, not within its parts. */
export function Parts({ of: name }: { of: string }) {
  return name.split(/(?<=[._])/).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name keep their places
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
