import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

declare global {
  interface Window {
    axe: { run(context: Document, options: object): Promise<AxeResults> };
  }
}

/** The same in the light and in the dark theme, each line with its theme. The page must follow the system's. */
export async function violationsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    // Pages of the server's own have no attribute: their style sheet asks the system by itself.
    await page.locator(`html:is([data-theme=${colorScheme}], :not([data-theme]))`).waitFor();
    found.push(...(await accessibilityViolations(page)).map((line) => `${colorScheme}: ${line}`));
  }
  return found;
}

/**
 * Every WCAG 2.2 A and AA violation that axe-core finds on the page as it stands, one line each: rule, what is wrong,
 * where. Empty when clean.
 */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    }),
  );
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(" ")).join("; ")})`,
  );
}
