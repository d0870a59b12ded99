import clsx from "clsx";
import { useEffect, useRef } from "react";
import type { GraphRenderer } from "./renderer/contract.ts";

const looks = {
  selected: "border-2 border-ink",
  focused: "border-2 border-dashed border-accent",
  picked: "border-3 border-accent",
} as const;

type NodeRingProps = { renderer: GraphRenderer; id: string; look: keyof typeof looks };

/** A ring around a node as a part of the page, so that focus is visible to every tool that looks at the page. */
export function NodeRing({ renderer, id, look }: NodeRingProps) {
  const ring = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = () => {
      const at = renderer.place(id);
      const element = ring.current;
      if (!element) return;
      element.hidden = at === null;
      if (at === null) return;
      const size = 2 * at.radius + 12;
      element.style.width = `${size}px`;
      element.style.height = `${size}px`;
      element.style.transform = `translate(${at.x - size / 2}px, ${at.y - size / 2}px)`;
    };
    follow();
    return renderer.listen({ frame: follow });
  }, [renderer, id]);
  return (
    <div
      ref={ring}
      aria-hidden="true"
      className={clsx("pointer-events-none absolute top-0 left-0 rounded-full", looks[look])}
    />
  );
}
