import type { Page } from "playwright-core";
import type { Scene } from "./scene.ts";

/** Brings a page to what a scene shows: `url` is the hub's address, and the page is signed in as the scene says. */
export async function openScene(page: Page, url: string, { path, before, until, prepare }: Scene): Promise<void> {
  await before?.(page);
  await page.goto(url + (typeof path === "string" ? path : path()));
  if (until) await until(page);
  else {
    await page.getByText(/^(Live|Past)$/).waitFor();
    await page.locator(".skeleton").first().waitFor({ state: "detached" });
  }
  await prepare?.(page);
}
