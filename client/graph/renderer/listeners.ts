import type { RendererEvents } from "./contract.ts";

/** Tells every listener something, each in its own words: `emit((on) => on.stage?.())`. */
export type Emit = (tell: (on: Partial<RendererEvents>) => void) => void;

/** Who wants to know what happens on the canvas. */
export function createListeners(): { listen(events: Partial<RendererEvents>): () => void; emit: Emit } {
  const listeners = new Set<Partial<RendererEvents>>();
  return {
    listen(events) {
      listeners.add(events);
      return () => listeners.delete(events);
    },
    emit(tell) {
      for (const on of listeners) tell(on);
    },
  };
}
