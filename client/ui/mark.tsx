import { useId } from "react";
import type { Pattern } from "../graph/marks.ts";

/** The disc of the map, small: the same patterns, so that a legend reads like the map. Decorative; words stand beside it. */
export function Mark({ pattern, color, size = 12 }: { pattern: Pattern; color: string; size?: number }) {
  const id = useId();
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" className="shrink-0 self-center">
      {pattern === "solid" && <circle cx="6" cy="6" r="5" fill={color} stroke="var(--line-strong)" />}
      {pattern === "double" && (
        <>
          <circle cx="6" cy="6" r="5" fill="none" stroke={color} strokeWidth="1.4" />
          <circle cx="6" cy="6" r="2.6" fill={color} />
        </>
      )}
      {pattern === "hollow" && <circle cx="6" cy="6" r="4.4" fill="none" stroke={color} strokeWidth="2" />}
      {pattern === "hatched" && (
        <>
          <clipPath id={id}>
            <circle cx="6" cy="6" r="5.2" />
          </clipPath>
          <path clipPath={`url(#${id})`} d="M-2 6 6-2M0 10 10 0M4 14 14 4M8 16 16 8" stroke={color} strokeWidth="1.7" />
          <circle cx="6" cy="6" r="5.2" fill="none" stroke={color} />
        </>
      )}
    </svg>
  );
}
