import type { Locator, Page } from "playwright-core";
import { eventually } from "../../scripts/testing/eventually.ts";

/** The map itself. */
export const mapOf = (page: Page): Locator => page.getByRole("application");

/** The card or drawer of this title. */
export const panelOf = (page: Page, name: string): Locator => page.getByRole("complementary", { name });

/** A place on the page, in CSS pixels. */
export type Point = { x: number; y: number };

/** The middle of the first ring on the map, which is around the selected project, once it stands still. */
export async function ringPlace(page: Page): Promise<Point> {
  const ring = mapOf(page).locator("> div.rounded-full").first();
  await ring.waitFor();
  let before = "";
  return eventually(async () => {
    const box = await ring.boundingBox();
    if (box === null) throw new Error("the selected node has no ring");
    const [last, now] = [before, JSON.stringify(box)];
    before = now;
    if (last !== now) throw new Error("it still moves");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
}
