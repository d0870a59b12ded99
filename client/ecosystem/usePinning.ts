import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { PinProject } from "../../contracts/graph.ts";
import { useRefusal } from "../access/useRefusal.ts";
import { useApi } from "../app/api.ts";
import type { GraphRenderer } from "../graph/renderer/contract.ts";

/** Lets an operator put projects where everybody sees them, by dragging. What is refused goes back to its place. */
export function usePinning(renderer: GraphRenderer, wanted: boolean): void {
  const api = useApi();
  const enabled = useRefusal("operator") === null && wanted;
  const pin = useMutation({
    mutationFn: (place: PinProject) => api.graph.pin.mutate(place),
    onError: () => renderer.putBack(),
  });
  const latest = useRef(pin.mutate);
  latest.current = pin.mutate;
  useEffect(() => {
    renderer.setDraggable(enabled);
    return () => renderer.setDraggable(false);
  }, [renderer, enabled]);
  useEffect(() => renderer.listen({ dragged: (slug, { x, y }) => latest.current({ slug, x, y }) }), [renderer]);
}
