import type Sigma from "sigma";
import type { Place } from "../direction.ts";
import { isInside, type Point } from "../geometry.ts";
import { followDrag, type Gesture } from "./gesture.ts";

type LassoOptions = {
  ink(): string;
  /** Where the visible nodes are. */
  places(): readonly Place[];
  /** Gets the nodes whose middle lies within the line. */
  onEnd(ids: string[]): void;
};

/** Lets a line be drawn around nodes: by any drag while enabled, and always by one with Shift held from between nodes. */
export function enableLasso(
  sigma: Sigma,
  { ink, places, onEnd }: LassoOptions,
): Gesture & { setEnabled(enabled: boolean): void } {
  let enabled = false;
  let line: Point[] = [];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const outline = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("class", "pointer-events-none absolute inset-0 size-full");
  svg.setAttribute("aria-hidden", "true");
  outline.setAttribute("fill-opacity", "0.08");
  outline.setAttribute("stroke-width", "1.5");
  outline.setAttribute("stroke-dasharray", "5 4");
  svg.append(outline);

  const gesture = followDrag(sigma, {
    move(at) {
      line.push(at);
      outline.setAttribute("d", `M${line.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`);
    },
    end(moved) {
      svg.remove();
      if (!moved) return;
      const around = line;
      onEnd(places().flatMap((place) => (isInside(place, around) ? [place.id] : [])));
    },
  });
  const begin = (at: Point) => {
    line = [{ x: at.x, y: at.y }];
    outline.removeAttribute("d");
    outline.setAttribute("fill", ink());
    outline.setAttribute("stroke", ink());
    sigma.getContainer().append(svg);
    gesture.begin(at);
  };
  sigma.on("downStage", ({ event }) => {
    if (enabled || event.original.shiftKey) begin(event);
  });
  sigma.on("downEdge", ({ event }) => {
    if (enabled || event.original.shiftKey) begin(event);
  });
  sigma.on("downNode", ({ event }) => {
    if (enabled) begin(event);
  });

  return {
    hasJustEnded: gesture.hasJustEnded,
    setEnabled(next) {
      enabled = next;
    },
  };
}
