import type { Locator, Page } from "playwright-core";

/** The map itself. */
export const mapOf = (page: Page): Locator => page.getByRole("application");

/** The card or drawer of this title. */
export const panelOf = (page: Page, name: string): Locator => page.getByRole("complementary", { name });
