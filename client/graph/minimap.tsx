import { useEffect, useRef } from "react";
import type { GraphRenderer, Overview } from "./renderer/contract.ts";

const size = { width: 148, height: 96 };
const margin = 8;

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
      const { unit, left, top } = scaleOf(renderer.overview().nodes);
      renderer.look({ ...view, x: (clientX - box.left - left) / unit, y: (top - (clientY - box.top)) / unit });
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

/** How the plane lies in the small map, which it fills: pixels a unit, and where the plane's 0, 0 is; y grows upwards there. */
function scaleOf(nodes: Overview["nodes"]): { unit: number; left: number; top: number } {
  const span = (values: readonly number[]) => {
    const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return { middle: (least + most) / 2, length: Math.max(1, most - least) };
  };
  const [wide, high] = [span(nodes.map(({ x }) => x)), span(nodes.map(({ y }) => y))];
  const unit = Math.min((size.width - 2 * margin) / wide.length, (size.height - 2 * margin) / high.length);
  return { unit, left: size.width / 2 - wide.middle * unit, top: size.height / 2 + high.middle * unit };
}

function drawOverview(canvas: HTMLCanvasElement, { nodes, sight }: Overview, ink: string): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { unit, left, top } = scaleOf(nodes);
  const x = (value: number) => left + value * unit;
  const y = (value: number) => top - value * unit;
  const dot = nodes.length > 200 ? 2 : 3;
  context.clearRect(0, 0, size.width, size.height);
  for (const node of nodes) {
    context.fillStyle = node.color;
    context.fillRect(x(node.x) - dot / 2, y(node.y) - dot / 2, dot, dot);
  }
  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  context.strokeRect(x(sight.left), y(sight.top), x(sight.right) - x(sight.left), y(sight.bottom) - y(sight.top));
}
