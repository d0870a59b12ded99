import { type ReactNode, useEffect, useRef, useState } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import { useMedia } from "../app/media.ts";
import type { GraphRenderer } from "../graph/renderer/contract.ts";
import { isNews } from "./isNews.ts";

type Pulse = { key: number; x: number; y: number; radius: number };

/** A ring that widens once around each project that has news. Nothing under reduced motion, nor in the past or on the way back. */
export function usePulses(renderer: GraphRenderer, map: EcosystemMap, isPast: boolean): ReactNode {
  const [pulses, setPulses] = useState<Pulse[]>([]);
  const still = useMedia("(prefers-reduced-motion: reduce)");
  const before = useRef({ map, isPast });
  const counter = useRef(0);

  useEffect(() => {
    const { map: last, isPast: wasPast } = before.current;
    const known = last.projects;
    before.current = { map, isPast };
    if (isPast || wasPast) return;
    // Projects keep their order while none comes or goes; when one does, the whole map is drawn anew.
    if (still || known === map.projects || known.length !== map.projects.length) return;
    const fresh = map.projects.flatMap((project, index): Pulse[] => {
      const old = known[index];
      if (old === project) return [];
      const place = old?.slug === project.slug && isNews(old, project) ? renderer.place(project.slug) : null;
      return place ? [{ key: counter.current++, x: place.x, y: place.y, radius: place.radius }] : [];
    });
    if (fresh.length > 0) setPulses((running) => [...running, ...fresh]);
  }, [renderer, map, isPast, still]);

  return pulses.map(({ key, x, y, radius }) => (
    <div
      key={key}
      aria-hidden="true"
      onAnimationEnd={() => setPulses((running) => running.filter((pulse) => pulse.key !== key))}
      className="pointer-events-none absolute animate-[beat_900ms_ease-out_forwards] rounded-full border-2 border-accent"
      style={{ left: x, top: y, width: 2 * radius, height: 2 * radius }}
    />
  ));
}
