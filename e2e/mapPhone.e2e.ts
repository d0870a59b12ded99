import { afterEach, expect, test } from "bun:test";
import { eventually } from "../scripts/testing/eventually.ts";
import { violationsInBothThemes } from "./harness/accessibility.ts";
import { panelOf } from "./harness/map.ts";
import { closePages, errorsOf, signedInPage } from "./harness/shared.ts";

afterEach(closePages);

test("on a telephone the riskiest project is found, and a sweep is planned for those that are picked", async () => {
  const page = await signedInPage({ path: "/ecosystem?view=table&sort=risk&order=desc" });
  await page.setViewportSize({ width: 390, height: 844 });
  const rows = page.getByRole("listitem").getByRole("button");
  const order = async () => (await rows.allTextContents()).map((text) => /Veria|Performia|ROLLIZR/.exec(text)?.[0]);
  const risks = async () => (await rows.allTextContents()).map((text) => Number(/risk (\d+)/.exec(text)?.[1]));
  // Until every hub has told its findings, the riskiest is another.
  await eventually(async () => (await order())[0] === "Veria");
  const falling = await risks();
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));

  await page.getByRole("button", { name: "Descending. Change to ascending" }).click();
  await page.waitForURL((url) => !url.searchParams.has("order"));
  const rising = await risks();
  expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  await page.getByLabel("Sort by").selectOption("Project");
  await page.waitForURL(/sort=name/);
  expect(await order()).toEqual(["Performia", "ROLLIZR", "Veria"]);

  await page.getByRole("checkbox", { name: "Pick Veria" }).check();
  await page.getByRole("checkbox", { name: "Pick ROLLIZR" }).check();
  const bar = page.getByRole("region", { name: "Picked projects" });
  await bar.getByText("2 picked").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await violationsInBothThemes(page)).toEqual([]);
  const more = page.getByRole("button", { name: "More", exact: true });
  const choice = (name: string) => page.getByRole("button", { name, exact: true });
  await more.click();
  await choice("Save as CSV").waitFor();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await choice("Save as CSV").waitFor({ state: "hidden" });
  await more.click();
  await choice("Time").click();
  await page.getByRole("region", { name: "Time" }).waitFor();
  expect(await choice("Save as CSV").isVisible()).toBe(false);
  await bar.getByRole("button", { name: "Security sweep" }).click();
  const plan = page.getByRole("dialog");
  await plan.getByRole("button", { name: "Ask 2 projects" }).waitFor();
  await page.keyboard.press("Escape");
  await plan.waitFor({ state: "detached" });

  await rows.filter({ hasText: "Veria" }).click();
  await panelOf(page, "Veria").waitFor();
  expect(errorsOf(page)).toEqual([]);
});
