import { afterEach, expect, test } from "bun:test";
import { mapOf } from "./harness/map.ts";
import { closePages, errorsOf, signedInPage } from "./harness/shared.ts";

afterEach(closePages);

test.each([
  ["Find projects by name, domain or tag", "text", "perormia", "performia"],
  ["Show only where", "find", "domain = fiance", "domain = finance"],
  ["Hide where", "hide", "tag = fiance", "tag = finance"],
])("a letter that was left out of “%s” is put where it belongs", async (label, name, typed, meant) => {
  const page = await signedInPage();
  await mapOf(page).waitFor();
  const box = page.getByLabel(label);
  const at = [...meant].findIndex((letter, index) => letter !== typed[index]);
  await box.pressSequentially(typed);
  for (let step = typed.length; step > at; step--) await box.press("ArrowLeft");
  await box.press(meant[at] ?? "");
  await page.waitForURL((url) => url.searchParams.get(name) === meant);
  expect(await box.inputValue()).toBe(meant);
  await page.keyboard.press("Backspace");
  await page.waitForURL((url) => url.searchParams.get(name) === typed);
  expect(await box.inputValue()).toBe(typed);
  expect(errorsOf(page)).toEqual([]);
});

test("what is typed takes effect at once for who goes on to something else, and is gone when filters are cleared", async () => {
  const page = await signedInPage();
  await mapOf(page).waitFor();
  const box = page.getByRole("searchbox");
  await box.pressSequentially("veria");
  await page.getByRole("group", { name: "Status" }).getByText("Online").click();
  await page.getByText("1 of 3 projects").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByText("1 of 3 projects").waitFor({ state: "detached" });
  expect(await box.inputValue()).toBe("");
});
