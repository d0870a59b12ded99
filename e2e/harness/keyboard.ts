import { expect } from "bun:test";
import type { Locator, Page } from "playwright-core";

const mostSteps = 120;

/** Goes on with Tab, as somebody without a mouse does, until something has the focus; it must show that it has. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < mostSteps; step++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await target.evaluate(showsFocus)).toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`${target} cannot be reached with ${mostSteps} times Tab`);
}

/** The same, and then presses a key on it. */
export async function pressOn(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Whether the browser draws an outline or a ring around the element, or around what it is the real input of. */
function showsFocus(element: Element): boolean {
  for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
    if ((outlineStyle !== "none" && outlineWidth !== "0px") || (at === element && boxShadow !== "none")) return true;
  }
  return [...(element.parentElement?.children ?? [])].some((near) => getComputedStyle(near).outlineStyle !== "none");
}
