import type { ReactNode } from "react";
import { TitledRegion } from "./titledRegion.tsx";

/** A titled part of a card or a page. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <TitledRegion
      {...{ title, aside }}
      heading="h3"
      className="flex flex-col gap-2.5 border-t border-line px-4 py-3.5 first:border-t-0"
    >
      {children}
    </TitledRegion>
  );
}
