import type { Locator, Page } from "playwright-core";
import { eventually } from "../../scripts/testing/eventually.ts";

/** The map itself. */
export const mapOf = (page: Page): Locator => page.getByRole("application");

/** The card or drawer of this title. */
export const panelOf = (page: Page, name: string | RegExp): Locator => page.getByRole("complementary", { name });

/** A place on the page, in CSS pixels. */
export type Point = { x: number; y: number };

/**
 * The middle of the first ring on the map, once it stands still: around the selected project, or around the one that the
 * keyboard is at.
 */
export async function ringPlace(page: Page, around: "selected" | "focused" = "selected"): Promise<Point> {
  const ring = mapOf(page)
    .locator(around === "focused" ? "> div.rounded-full.border-dashed" : "> div.rounded-full")
    .first();
  await ring.waitFor();
  let before = "";
  return eventually(async () => {
    const box = await ring.boundingBox();
    if (box === null) throw new Error("the node has no ring");
    const [last, now] = [before, JSON.stringify(box)];
    before = now;
    if (last !== now) throw new Error("it still moves");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
}
