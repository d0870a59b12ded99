import { afterEach, beforeEach, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { eventually } from "../scripts/testing/eventually.ts";
import { mapInk, stillPicture } from "./harness/canvas.ts";
import { mapOf, type Point, panelOf } from "./harness/map.ts";
import { closePages, errorsOf, goToMap, nowhere, sharedSystem, signedInPage } from "./harness/shared.ts";

let page: Page;
beforeEach(async () => {
  page = await signedInPage({ path: nowhere });
});
afterEach(async () => {
  expect(errorsOf(page)).toEqual([]);
  await closePages();
});

test("an expression says which projects are shown, another which are not, and a wrong one what is wrong with it", async () => {
  await goToMap(page);
  await page.getByLabel("Show only where").fill("tag = finance or slug = rollizr");
  await page.getByText("2 of 3 projects").waitFor();
  const hide = page.getByLabel("Hide where");
  await hide.fill("slug = rollizr");
  await page.getByText("1 of 3 projects").waitFor();
  await hide.fill("rissk > 3");
  await page.getByText(/rissk/).waitFor();
  expect(await hide.getAttribute("aria-invalid")).toBe("true");
  await page.getByText("2 of 3 projects").waitFor();
});

test("edges are shown by kind, and those that sleep only when asked for", async () => {
  await goToMap(page);
  const ink = async () => (await mapInk(page)).share;
  const all = await stillPicture(ink);
  const edges = page.getByRole("group", { name: "Edges" });
  for (const kind of ["api", "queue", "shared-schema", "secret"]) {
    await edges.getByText(kind, { exact: true }).click();
    await page.waitForURL((url) => url.searchParams.getAll("without").includes(kind));
  }
  expect(await stillPicture(ink)).toBeLessThan(all);
  await edges.getByText("dormant too").click();
  await page.waitForURL(/dormant=true/);
});

test("f shows the whole map again, o opens the instance of the selected project", async () => {
  await goToMap(page);
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.waitForURL(/cam=/);
  await page.keyboard.press("f");
  await page.waitForURL((url) => !url.searchParams.has("cam"));
  await goToMap(page, "?project=performia");
  await panelOf(page, "Performia").waitFor();
  const opened = page.context().waitForEvent("page");
  await page.keyboard.press("o");
  expect((await opened).url()).toStartWith((await sharedSystem()).hubUrl("performia"));
});

test("a click on an edge opens it", async () => {
  await goToMap(page, "?pick=veria&pick=rollizr");
  const rings = mapOf(page).locator("> div.rounded-full");
  const middle = async (index: number): Promise<Point> => {
    const box = await rings.nth(index).boundingBox();
    if (box === null) throw new Error("a picked project has no ring");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  await rings.nth(1).waitFor();
  const [from, to] = [await middle(0), await middle(1)];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  // Several edges between two projects are bent aside: one of them is met on the way across.
  let aside = -60;
  await eventually(
    async () => {
      aside = aside >= 60 ? -60 : aside + 3;
      const x = (from.x + to.x) / 2 - (aside * (to.y - from.y)) / length;
      const y = (from.y + to.y) / 2 + (aside * (to.x - from.x)) / length;
      await page.mouse.move(x, y);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      return mapOf(page)
        .locator("> div.inset-0")
        .first()
        .evaluate((element: HTMLElement) => element.style.cursor === "pointer");
    },
    { timeoutMs: 30_000 },
  );
  await page.mouse.down();
  await page.mouse.up();
  await panelOf(page, / to /).waitFor();
  await page.waitForURL(/edge=/);
});

test("the table is saved as CSV, in the order in which it stands", async () => {
  await goToMap(page);
  await page.keyboard.press("t");
  await page.getByRole("button", { name: "Project", exact: true }).click();
  await page.waitForURL(/order=desc/);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as CSV" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("projects.csv");
  const [head = "", ...rows] = (await Bun.file(await saved.path()).text()).trim().split("\r\n");
  expect(head).toStartWith("slug,name,domain");
  expect(rows.map((row) => row.split(",")[0])).toEqual(["veria", "rollizr", "performia"]);
});
