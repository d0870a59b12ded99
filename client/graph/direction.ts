/** A place on the screen, in pixels; y grows downwards. */
export type Place = { id: string; x: number; y: number };
export type Direction = "up" | "down" | "left" | "right";

const ahead: Record<Direction, [number, number]> = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] };

/**
 * The place that an arrow key moves to: the nearest one ahead, where being off to the side counts double.
 * Null when nothing lies in that direction.
 */
export function nextInDirection(places: readonly Place[], from: Place, direction: Direction): string | null {
  const [dx, dy] = ahead[direction];
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    if (place.id === from.id) continue;
    const forward = (place.x - from.x) * dx + (place.y - from.y) * dy;
    const aside = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx);
    if (forward <= 0 || aside > forward * 2.5) continue;
    const cost = forward + 2 * aside;
    if (cost < least) {
      least = cost;
      best = place.id;
    }
  }
  return best;
}
