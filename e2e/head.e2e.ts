import { afterEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { accessibilityViolations } from "./harness/accessibility.ts";
import { closePages, errorsOf, signedInPage } from "./harness/shared.ts";

afterEach(closePages);

async function command(page: Page, words: string): Promise<void> {
  await page
    .getByText("Live", { exact: true })
    .or(page.getByText("Paused", { exact: true }))
    .waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").pressSequentially(words);
  await page.getByRole("option", { name: words }).first().waitFor();
  await page.keyboard.press("Enter");
}

const themed = (page: Page, theme: "light" | "dark") => page.locator(`html[data-theme=${theme}]`).waitFor();

test("a theme is chosen by the switch or by name, survives a reload, and can follow the system again", async () => {
  const page = await signedInPage({ path: "/system", theme: "light" });
  await themed(page, "light");
  await page.getByRole("button", { name: "Theme: system. Change to light" }).click();
  await page.getByRole("button", { name: "Theme: light. Change to dark" }).click();
  await themed(page, "dark");
  await page.reload({ waitUntil: "commit" });
  await themed(page, "dark");
  await command(page, "Theme: light");
  await themed(page, "light");
  await command(page, "Theme: system");
  await page.emulateMedia({ colorScheme: "dark" });
  await themed(page, "dark");
  expect(errorsOf(page)).toEqual([]);
});

test("by its name in the palette an action is planned, and live changes are held and let go", async () => {
  const page = await signedInPage({ path: "/system" });
  await command(page, "Pause live changes");
  const banner = page.getByRole("region", { name: "How old this is" });
  await banner.waitFor();
  await command(page, "Resume live changes");
  await banner.waitFor({ state: "detached" });
  await command(page, "Global Security Sweep");
  const plan = page.getByRole("dialog");
  await plan.getByRole("heading", { name: "Will run" }).waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await plan.waitFor({ state: "detached" });
});

test("an address that leads nowhere says so under the product's name, and leads back", async () => {
  const page = await signedInPage({ path: "/no-such-page" });
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  expect(await page.title()).toBe("No such page · VISLZR");
  await page.getByRole("link", { name: "VISLZR" }).click();
  await page.getByRole("application").waitFor();
});
