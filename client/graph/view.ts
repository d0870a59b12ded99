/**
 * Where somebody has moved the camera, in the server's coordinates: the middle of the canvas, and how much of the plane its
 * shorter side spans. It means the same whatever else a session has seen.
 */
export type View = { x: number; y: number; span: number };

/** A view as it is in the address, "-12.4,85.02,310.5". */
export function writeView({ x, y, span }: View): string {
  return [x, y, span].map((value) => String(Math.round(value * 100) / 100 + 0)).join(",");
}

/** A view from the address; undefined for what is none. */
export function parseView(text: string | undefined): View | undefined {
  const [x, y, span, ...more] = (text ?? "").split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (x === undefined || y === undefined || span === undefined || more.length > 0) return undefined;
  const isSane = Math.abs(x) <= furthest && Math.abs(y) <= furthest && span >= 0.01 && span <= furthest;
  return isSane ? { x, y, span } : undefined;
}

/** No map is so large: a thousand projects span some thousand units. */
const furthest = 1e6;
