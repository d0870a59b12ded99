import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

declare global {
  interface Window {
    axe: { run(context: Document, options: object): Promise<AxeResults> };
  }
}

const allRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Those whose answer a theme can change. Whatever else a page breaks, it breaks in both. */
const rulesOfColor = ["color-contrast", "link-in-text-block"];

/** Every violation in the dark theme and those of colour in the light one, each line with its theme. The page must follow the system's. */
export async function violationsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [colorScheme, rules] of [["dark", allRules] as const, ["light", rulesOfColor] as const]) {
    await page.emulateMedia({ colorScheme });
    // Pages of the server's own have no attribute: their style sheet asks the system by itself.
    await page.locator(`html:is([data-theme=${colorScheme}], :not([data-theme]))`).waitFor();
    found.push(...(await accessibilityViolations(page, rules)).map((line) => `${colorScheme}: ${line}`));
  }
  return found;
}

/**
 * Every WCAG 2.2 A and AA violation that axe-core finds on the page as it stands, or only those of some rules, one line
 * each: rule, what is wrong, where. Empty when clean.
 */
export async function accessibilityViolations(page: Page, rules: readonly string[] = allRules): Promise<string[]> {
  // Half a megabyte to read: once a document.
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (runOnly) => window.axe.run(document, { runOnly, resultTypes: ["violations"] }),
    [...rules],
  );
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(" ")).join("; ")})`,
  );
}
