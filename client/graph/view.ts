/** Where somebody has moved the camera: the middle of what is seen, in the frame of the map, and how much of it (1: all). */
export type View = { x: number; y: number; ratio: number };

/** A view as it is in the address, "0.41,0.52,0.3". */
export function writeView({ x, y, ratio }: View): string {
  return [x, y, ratio].map((value) => String(Math.round(value * 1000) / 1000)).join(",");
}

/** A view from the address; undefined for what is none, or would show nothing of the map. */
export function parseView(text: string | undefined): View | undefined {
  const [x, y, ratio, ...more] = (text ?? "")
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (x === undefined || y === undefined || ratio === undefined || more.length > 0) return undefined;
  const isSane = Math.abs(x) <= 5 && Math.abs(y) <= 5 && ratio >= 0.01 && ratio <= 10;
  return isSane ? { x, y, ratio } : undefined;
}
