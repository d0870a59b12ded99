import type { ReactNode } from "react";
import { TitledRegion } from "./titledRegion.tsx";

/** A titled box of a page. */
export function Card({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <TitledRegion
      {...{ title, aside }}
      heading="h2"
      className="overflow-hidden rounded-lg border border-line bg-surface"
      headClassName="border-b border-line px-4 py-2.5"
    >
      <div className="p-4">{children}</div>
    </TitledRegion>
  );
}
