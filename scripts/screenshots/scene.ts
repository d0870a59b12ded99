import type { Page } from "playwright-core";

/** One picture: where it is taken, as whom, and what is done before. */
export type Scene = {
  name: string;
  /** An address of the hub; computed only when the picture is taken, where it depends on the time. */
  path: string | (() => string);
  /** False where a narrow screen has no such thing. */
  phone?: boolean;
  /** False where only a narrow screen has such a thing. */
  wide?: boolean;
  /** Who looks; the admin unless said. */
  as?: "viewer" | "nobody";
  /** What is done to the page before it opens the address: answers that are held back, a browser that lacks something. */
  before?(page: Page): Promise<unknown>;
  /** What there is to wait for, where that is not the live page with everything loaded. */
  until?(page: Page): Promise<unknown>;
  prepare?(page: Page): Promise<unknown>;
};

export const themes = ["dark", "light"] as const;
export const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

export type Theme = (typeof themes)[number];
export type Size = keyof typeof sizes;

/** Whether a scene is taken in a size. */
export const isTakenIn = (scene: Scene, size: Size): boolean => scene[size] ?? true;

/** The name of a picture's file. */
export const fileOf = ({ name }: Scene, theme: Theme, size: Size): string =>
  `${name}-${theme}${size === "phone" ? "-phone" : ""}.png`;

/** Lets the page's clock, which `clock.install()` has given it before, go on until it says how old it is. */
export async function aMinuteLater(page: Page): Promise<void> {
  await page.clock.fastForward(83_000);
  await page.getByRole("region", { name: "How old this is" }).getByText("1 min").waitFor();
}
