import type { IntegrationKind, ProjectStatus } from "../../contracts/names.ts";

/** Colours that are drawn on the canvas, where CSS does not reach. `canvas`, `ink` and the statuses equal `styles.css`. */
export type Palette = {
  canvas: string;
  ink: string;
  inkQuiet: string;
  outline: string;
  grid: string;
  unknown: string;
  status: Record<ProjectStatus, string>;
  kind: Record<IntegrationKind, string>;
  /** From little to much, always away from the background: the most is the loudest, and on light the least is no yellow that warns. */
  viridis: readonly [string, string, string, string, string];
  /** Cividis without its grey middle, which looks like what is unknown: blue is little and gold much in both themes. */
  cividis: readonly [string, string, string, string, string];
};

export type ThemeName = "dark" | "light";

export const palettes: Record<ThemeName, Palette> = {
  dark: {
    canvas: "#10141a",
    ink: "#e7ebf0",
    inkQuiet: "#a3afbe",
    outline: "#6b788a",
    grid: "#2a3340",
    unknown: "#8a96a6",
    status: { online: "#5fb0dd", degraded: "#e6b450", offline: "#e67a62" },
    kind: { api: "#7f9fc4", queue: "#a995cf", "shared-schema": "#79b3a6", secret: "#c9a17a" },
    viridis: ["#31688e", "#21918c", "#35b779", "#90d743", "#fde725"],
    cividis: ["#4a69b4", "#6a8fe0", "#b5a23c", "#dac34a", "#fee838"],
  },
  light: {
    canvas: "#eef0f3",
    ink: "#1a222d",
    inkQuiet: "#4d5a6b",
    outline: "#7d899a",
    grid: "#d9dee5",
    unknown: "#6d7989",
    status: { online: "#1d6f9f", degraded: "#a86500", offline: "#b3402a" },
    kind: { api: "#4d71a0", queue: "#7459a8", "shared-schema": "#2f7d6d", secret: "#96673a" },
    viridis: ["#7ad151", "#2fb47c", "#21918c", "#3b528b", "#440154"],
    cividis: ["#9dbbef", "#6c90d6", "#96741a", "#6e5106", "#432e00"],
  },
};

function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/**
 * `#rrggbb` between two others; `share` 0 is `from`, 1 is `to`. Used instead of transparency: it looks the same on a plain
 * background, and overlapping lines do not add up.
 */
export function mix(from: string, to: string, share: number): string {
  const start = channels(from);
  const mixed = channels(to).map((end, index) => {
    const begin = start[index] ?? 0;
    return Math.round(begin + (end - begin) * share);
  });
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
