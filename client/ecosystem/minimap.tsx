import { useEffect, useRef } from "react";
import type { GraphRenderer, Overview } from "../graph/renderer.ts";

const size = { width: 148, height: 96 };
const margin = 6;

/** The whole map, small, with a frame around what is in sight. Shown while not everything is; a click goes there. */
export function Minimap({ renderer, ink }: { renderer: GraphRenderer; ink: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = () => {
      const element = canvas.current;
      if (!element) return;
      const isNeeded = renderer.view() !== null;
      element.hidden = !isNeeded;
      if (isNeeded) drawOverview(element, renderer.overview(), ink);
    };
    draw();
    return renderer.listen({ frame: draw });
  }, [renderer, ink]);

  // A short cut for the pointer only: the keyboard moves over the map itself.
  useEffect(() => {
    const element = canvas.current;
    const goTo = ({ clientX, clientY }: MouseEvent) => {
      const view = renderer.view();
      if (view === null || !element) return;
      const box = element.getBoundingClientRect();
      const { unit, left, top } = scale();
      renderer.look({ ...view, x: (clientX - box.left - left) / unit, y: 1 - (clientY - box.top - top) / unit });
    };
    element?.addEventListener("click", goTo);
    return () => element?.removeEventListener("click", goTo);
  }, [renderer]);

  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus; what it shows is on the map already
    <canvas
      ref={canvas}
      hidden
      aria-hidden="true"
      {...size}
      className="cursor-pointer rounded-md border border-line bg-surface/95"
    />
  );
}

/** Where the map's frame, a unit square, lies in the small one. */
function scale() {
  const unit = Math.min(size.width, size.height) - 2 * margin;
  return { unit, left: (size.width - unit) / 2, top: (size.height - unit) / 2 };
}

function drawOverview(canvas: HTMLCanvasElement, { nodes, sight }: Overview, ink: string): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { unit, left, top } = scale();
  const x = (value: number) => left + value * unit;
  const y = (value: number) => top + (1 - value) * unit;
  context.clearRect(0, 0, size.width, size.height);
  for (const node of nodes) {
    context.fillStyle = node.color;
    context.fillRect(x(node.x) - 1.5, y(node.y) - 1.5, 3, 3);
  }
  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  context.strokeRect(x(sight.left), y(sight.top), x(sight.right) - x(sight.left), y(sight.bottom) - y(sight.top));
}
