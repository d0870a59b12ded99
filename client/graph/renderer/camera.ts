import type Sigma from "sigma";
import type { CameraState } from "sigma/types";
import type { NodeMark } from "../marks.ts";
import type { Rect } from "../placeLabels.ts";
import { leastLeft } from "./leastLeft.ts";

/** Less than this of a canvas's width is not shared: then controls lie over the map, in CSS pixels. */
const roomyWidth = 700;

/** Between the outermost discs and what lies over the canvas beside them, in CSS pixels. */
const besideWhatLiesOver = 48;

/**
 * Whether discs keep clear of what lies over the left of a canvas: where that takes more than half of the height. Less lies
 * over a corner, where the map seldom is.
 */
export function keepsLeft(over: readonly Rect[], { width, height }: { width: number; height: number }): boolean {
  const isTall = over.reduce((sum, rect) => sum + rect.height, 0) > height / 2;
  return width >= roomyWidth && isTall;
}

/**
 * The camera that shows everything in the part of the canvas that is not covered. `inset` is the covered width on the
 * right, in CSS pixels; `keepLeft`: discs keep clear of the buttons and the legend.
 */
export function homeCamera(sigma: Sigma, inset: number, keepLeft: boolean): CameraState {
  const placed = (left: number) => {
    const cameraState = cameraBeside(sigma, inset, left);
    const [origin, unit] = [0, 1].map((at) => sigma.graphToViewport({ x: at, y: at }, { cameraState }));
    if (origin === undefined || unit === undefined) return [];
    const onScreen = (x: number, y: number) => ({
      x: origin.x + x * (unit.x - origin.x),
      y: origin.y + y * (unit.y - origin.y),
    });
    return sigma.getGraph().mapNodes((_, { x, y }) => onScreen(x, y));
  };
  return cameraBeside(sigma, inset, keepLeft ? leastLeft(placed, sigma.getDimensions().height) : 0);
}

function cameraBeside(sigma: Sigma, inset: number, left: number): CameraState {
  const whole: CameraState = { x: 0.5, y: 0.5, angle: 0, ratio: 1 };
  const frame = sigma.getBBox();
  const { width } = sigma.getDimensions();
  const free = width - inset - left;
  if (free === width || free <= 0) return whole;
  const onScreen = (x: number, y: number) => sigma.graphToViewport({ x, y }, { cameraState: whole });
  const spanned = Math.abs(onScreen(frame.x[1], frame.y[1]).x - onScreen(frame.x[0], frame.y[0]).x);
  const ratio = Math.max(1, spanned / Math.max(1, free - 2 * besideWhatLiesOver));
  const cameraState = { ...whole, ratio };
  const middle = sigma.framedGraphToViewport({ x: 0.5, y: 0.5 }, { cameraState });
  const aside = { ...middle, x: middle.x + (inset - left) / 2 };
  return { ...cameraState, ...sigma.viewportToFramedGraph(aside, { cameraState }) };
}

type Frame = { x: [number, number]; y: [number, number] };

/** Between two frames; `share` 0 is `from`, 1 is `to`. */
export function mixFrames(from: Frame, to: Frame, share: number): Frame {
  const between = (a: [number, number], b: [number, number]): [number, number] => [
    a[0] + (b[0] - a[0]) * share,
    a[1] + (b[1] - a[1]) * share,
  ];
  return { x: between(from.x, to.x), y: between(from.y, to.y) };
}

/** The part of the plane that the camera frames. It only grows, so that a new project does not move the others. */
export function frameOf(nodes: readonly NodeMark[], before: Frame | null): Frame | null {
  const span = (values: number[], old: [number, number] | undefined): [number, number] => [
    values.reduce((a, b) => Math.min(a, b), old?.[0] ?? Number.POSITIVE_INFINITY),
    values.reduce((a, b) => Math.max(a, b), old?.[1] ?? Number.NEGATIVE_INFINITY),
  ];
  if (nodes.length === 0) return before;
  return {
    x: span(
      nodes.map((node) => node.x),
      before?.x,
    ),
    y: span(
      nodes.map((node) => node.y),
      before?.y,
    ),
  };
}
