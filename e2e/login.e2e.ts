import { afterEach, expect, test } from "bun:test";
import { accessibilityViolations } from "./harness/accessibility.ts";
import { closePages, sharedSystem, signedInPage } from "./harness/shared.ts";

afterEach(closePages);

test.each(["light", "dark"] as const)(
  "the sign-in page, %s, has the client's faces and lets its command be copied",
  async (theme) => {
    const { url } = await sharedSystem();
    const page = await signedInPage({ theme, path: "/system" });
    await page.context().clearCookies();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${url}/login`);
    for (const face of ["Inter Variable", "IBM Plex Mono"]) {
      expect(await page.evaluate(async (name) => (await document.fonts.load(`13px "${name}"`)).length, face)).toBe(1);
    }
    await page.getByRole("button", { name: "Copy the command" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.replaceAll("\\\n  ", "")).toBe(
      `curl -X POST -H "X-API-Key: $(cat .data/keys/admin.key)" ${url}/api/auth/links`,
    );
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  },
  90_000,
);
