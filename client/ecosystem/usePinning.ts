import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { EcosystemMap } from "../../contracts/graph.ts";
import type { ProjectRow } from "../../contracts/projects.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useApi } from "../app/api.ts";
import type { Direction } from "../graph/direction.ts";
import { patchMap } from "../graph/merge.ts";
import type { GraphRenderer } from "../graph/renderer/contract.ts";
import { cacheKey } from "../live/queries.ts";

/** How far a key moves a project, in the map's coordinates: a quarter of the room between two. */
const stepLength = 8;
const steps: Record<Direction, { x: number; y: number }> = {
  up: { x: 0, y: stepLength },
  down: { x: 0, y: -stepLength },
  left: { x: -stepLength, y: 0 },
  right: { x: stepLength, y: 0 },
};

/** Several presses within this time are one move, told to the hub once. In milliseconds. */
const quietMs = 400;

type Place = Pick<ProjectRow, "x" | "y" | "pinned">;

const placeOf = ({ x, y, pinned }: ProjectRow): Place => ({ x, y, pinned });

/** The last move of this person: which project, where it was before, and whether it has been taken back. */
export type LastMove = { project: ProjectRow; before: Place; isBack: boolean };

export type Pinning = {
  last: LastMove | null;
  /** Moves a project by one step, as a key does. */
  nudge(slug: string, direction: Direction): void;
  undo(): void;
  /** Lets the last move be. */
  forget(): void;
};

/**
 * Lets an operator put projects where everybody sees them: by dragging while `dragging`, and step by step. What is refused
 * goes back to its place. `enabled` false: nothing moves, as on a map of the past.
 */
export function usePinning(
  renderer: GraphRenderer,
  { enabled, dragging }: { enabled: boolean; dragging: boolean },
): Pinning {
  const api = useApi();
  const cache = useQueryClient();
  const allowed = useRefusal("operator") === null && enabled;
  const [last, setLast] = useState<LastMove | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** What is moved and not yet told to the hub, whose next word of that project is therefore old. */
  const underWay = useRef<{ slug: string; before: Place; to: Place; tell(): void } | null>(null);

  // From the cache and not from what was rendered: keys may be quicker than React.
  const find = (slug: string) =>
    cache.getQueryData<EcosystemMap>(cacheKey.ecosystem)?.projects.find((project) => project.slug === slug);
  /** Shows at once what the stream will bring. */
  const show = (slug: string, place: Place) =>
    cache.setQueryData<EcosystemMap>(cacheKey.ecosystem, (known) => {
      const project = find(slug);
      return known && project
        ? patchMap(known, { type: "projects", projects: [{ ...project, ...place }], removed: [] })
        : known;
    });
  const store = useMutation({
    mutationFn: async ({ slug, to: { x, y, pinned } }: { slug: string; to: Place; before: Place }): Promise<void> => {
      if (pinned) await api.graph.pin.mutate({ slug, x, y });
      else await api.graph.unpin.mutate({ slug });
    },
    onError: (_error, { slug, before }) => {
      show(slug, before);
      renderer.putBack();
      setLast(null);
    },
  });

  const move = (slug: string, { x, y }: { x: number; y: number }, waitMs: number) => {
    const project = find(slug);
    if (project === undefined) return;
    if (underWay.current?.slug !== slug) underWay.current?.tell();
    clearTimeout(timer.current);
    const before = underWay.current?.before ?? placeOf(project);
    const to = { x, y, pinned: true };
    show(slug, to);
    setLast({ project, before, isBack: false });
    const tell = () => {
      clearTimeout(timer.current);
      underWay.current = null;
      store.mutate({ slug, to, before });
    };
    underWay.current = { slug, before, to, tell };
    timer.current = setTimeout(tell, waitMs);
  };

  const latest = useRef(move);
  latest.current = move;
  useEffect(() => {
    renderer.setDraggable(allowed && dragging);
    return () => renderer.setDraggable(false);
  }, [renderer, allowed, dragging]);
  useEffect(() => renderer.listen({ dragged: (slug, to) => latest.current(slug, to, 0) }), [renderer]);

  return {
    last,
    nudge(slug, direction) {
      const from = underWay.current?.slug === slug ? underWay.current.to : find(slug);
      if (!allowed || from === undefined) return;
      const by = steps[direction];
      move(slug, { x: from.x + by.x, y: from.y + by.y }, quietMs);
    },
    undo() {
      if (last === null) return;
      const { project, before } = last;
      show(project.slug, before);
      if (underWay.current?.slug === project.slug) {
        clearTimeout(timer.current);
        underWay.current = null;
      } else store.mutate({ slug: project.slug, to: before, before });
      setLast({ ...last, isBack: true });
    },
    forget: () => setLast(null),
  };
}
