import { afterEach, expect, test } from "bun:test";
import { ecosystemGraph } from "../contracts/graph.ts";
import { violationsInBothThemes } from "./harness/accessibility.ts";
import { getJson } from "./harness/rest.ts";
import { closePages, signedInPage } from "./harness/shared.ts";

afterEach(closePages);

test("the table tells what the map tells, in columns that are asked for and in the address", async () => {
  const page = await signedInPage({ path: "/ecosystem?view=table" });
  await page.getByRole("table").waitFor();
  expect(await page.getByRole("columnheader", { name: "Integrations" }).count()).toBe(0);
  const columns = page.getByRole("group", { name: "Columns" });
  for (const name of ["Integrations", "Compliance debt", "Reason", "Tags"]) {
    await columns.getByText(name, { exact: true }).click();
  }
  await page.waitForURL(/more=integrations&more=compliance&more=reason&more=tags/);
  await page.reload();
  const veria = page.getByRole("row", { name: /Veria/ });
  await veria.waitFor();
  const { edges } = await getJson("/api/fed/graph", ecosystemGraph);
  const own = edges.filter(({ from, to }) => from === "veria" || to === "veria");
  const titles = await page.getByRole("columnheader").allTextContents();
  const cellOf = async (title: string) => veria.locator("th, td").nth(titles.indexOf(title)).textContent();
  expect(await cellOf("Integrations")).toBe(String(own.length));
  expect(await cellOf("Compliance debt")).toMatch(/^\d+ %$/);
  expect(await cellOf("Reason")).not.toBe("");
  expect(await cellOf("Tags")).toContain("finance");
  expect(await violationsInBothThemes(page)).toEqual([]);
});

test("one tick picks all that the filters leave, and lets them go", async () => {
  const page = await signedInPage({ path: "/ecosystem?view=table&pick=performia" });
  const all = page.getByRole("checkbox", { name: "Pick all 3" });
  expect(await all.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
  await all.press("Space");
  const bar = page.getByRole("region", { name: "Picked projects" });
  await bar.getByText("3 picked").waitFor();
  expect(await all.isChecked()).toBe(true);
  await all.press("Space");
  await bar.waitFor({ state: "detached" });

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("searchbox").fill("veria");
  await page.getByRole("checkbox", { name: "Pick all 1" }).press("Space");
  await page.waitForURL((url) => url.searchParams.getAll("pick").join() === "veria");
});
