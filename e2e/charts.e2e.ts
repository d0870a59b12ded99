import { afterEach, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../scripts/testing/eventually.ts";
import { recordHistory } from "../scripts/testing/recordHistory.ts";
import { accessibilityViolations } from "./harness/accessibility.ts";
import { environmentOf } from "./harness/instance.ts";
import { closePages, signedInPage } from "./harness/shared.ts";

afterEach(closePages);

const minuteMs = 60_000;

/** Gives Veria a latency of 5 ms each minute of the last day but the last hours, so that beats of today do not matter. */
async function giveHistory(): Promise<void> {
  const { DATABASE_URL = "" } = await environmentOf("meta");
  const now = Date.now();
  const minutes = Array.from({ length: 1200 }, (_each, index) => now - (index + 120) * minuteMs);
  const samples = minutes.flatMap((observedAt, index) => [
    { key: "health.latencyMs", value: 5 + (index % 7), observedAt },
    { key: "audit.fail", value: 3, observedAt },
    ...(index === 1199 ? [{ key: "status", value: "degraded", observedAt }] : []),
  ]);
  await recordHistory(DATABASE_URL, "veria", samples);
}

const expectWords = (of: Locator, are: (words: string | null) => boolean) =>
  eventually(async () => are(await of.textContent()));

const chartOf = (page: Page, title: string) => page.getByRole("region", { name: title });

/** A moment, to the second. */
const moment = /\d:\d\d:\d\d/;

/** Where a chart is drawn, brought into sight. */
async function placeOf(chart: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const over = chart.locator(".u-over");
  await over.scrollIntoViewIfNeeded();
  const box = await over.boundingBox();
  if (box === null) throw new Error("the chart is not drawn");
  return box;
}

/** The moment that the legend names while the pointer is at a share of the chart's width. */
async function momentAt(page: Page, chart: Locator, share: number): Promise<string> {
  const box = await placeOf(chart);
  await page.mouse.move(0, 0);
  await chart.getByText(moment).waitFor({ state: "detached" });
  await page.mouse.move(box.x + share * box.width, box.y + box.height / 2);
  return (await chart.getByText(moment).textContent()) ?? "";
}

/** How far apart two moments are, in minutes: of newer numbers other ones are drawn, some minutes beside. */
const minutesBetween = (one: string, other: string) => Math.abs(Date.parse(one) - Date.parse(other)) / minuteMs;

/** Drags over the middle of a chart. */
async function choosePart(page: Page, chart: Locator): Promise<void> {
  const { x, y, width } = await placeOf(chart);
  await page.mouse.move(x + 0.5 * width, y + 40);
  await page.mouse.down();
  await page.mouse.move(x + 0.7 * width, y + 40, { steps: 5 });
  await page.mouse.up();
  await showAll(page).waitFor();
}

const showAll = (page: Page) => page.getByRole("button", { name: "Show all" });

test("a part that somebody chose in one chart is shown by all, and stays when newer numbers come, until all is asked for", async () => {
  await giveHistory();
  const page = await signedInPage({ path: "/projects/veria" });
  const chart = chartOf(page, "Latency");
  const other = chartOf(page, "Audits by result");
  const whole = await momentAt(page, chart, 0.25);
  expect(await showAll(page).count()).toBe(0);

  await choosePart(page, other);
  const zoomed = await momentAt(page, chart, 0.25);
  expect(minutesBetween(zoomed, whole)).toBeGreaterThan(60);

  const asked = page.waitForResponse((response) => response.url().includes("metrics.series"));
  await page.clock.setSystemTime(Date.now() + 2 * minuteMs);
  await (await asked).finished();
  expect(minutesBetween(await momentAt(page, chart, 0.25), zoomed)).toBeLessThan(15);
  expect(await showAll(page).count()).toBe(1);
  await page.reload();
  expect(minutesBetween(await momentAt(page, chart, 0.25), zoomed)).toBeLessThan(15);

  await showAll(page).click();
  await showAll(page).waitFor({ state: "detached" });
  expect(minutesBetween(await momentAt(page, chart, 0.25), whole)).toBeLessThan(15);

  await choosePart(page, chart);
  await page.getByRole("button", { name: "7 days" }).click();
  await showAll(page).waitFor({ state: "detached" });
}, 60_000);

test("a part is chosen by keyboard, too: shorter, earlier, and all again", async () => {
  await giveHistory();
  const page = await signedInPage({ path: "/projects/veria" });
  const chart = chartOf(page, "Latency");
  const whole = await momentAt(page, chart, 0.25);
  const controls = page.getByRole("group", { name: "Part of the time" });
  const press = async (name: string) => {
    await controls.getByRole("button", { name }).focus();
    await page.keyboard.press("Enter");
  };
  await press("Shorter time");
  const shown = controls.getByRole("status");
  await shown.getByText(/\d\d:\d\d/).waitFor();
  const middle = await shown.textContent();
  expect(await momentAt(page, chart, 0.25)).not.toBe(whole);
  // Where the part ends, not now.
  await chartOf(page, "Status").getByRole("listitem").getByText("Degraded").waitFor();
  await press("Earlier");
  await expectWords(shown, (words) => words !== middle);
  await press("Later");
  await expectWords(shown, (words) => words === middle);
  await press("Show all");
  await showAll(page).waitFor({ state: "detached" });
  expect(
    await controls.getByRole("button", { name: "Shorter time" }).evaluate((it) => it === document.activeElement),
  ).toBe(true);
  expect(await accessibilityViolations(page)).toEqual([]);
}, 60_000);

test("a chart's numbers are a table, a status in words, a count whole, and the span is in the address", async () => {
  await giveHistory();
  const page = await signedInPage({ path: "/projects/veria" });
  const status = chartOf(page, "Status");
  await status.getByRole("button", { name: "Show as table" }).click();
  const table = status.getByRole("region", { name: "Status, numbers" });
  await table.getByRole("cell", { name: "Degraded" }).first().waitFor();
  await table.getByRole("cell", { name: "Online" }).first().waitFor();

  const audits = chartOf(page, "Audits by result");
  await audits.getByRole("button", { name: "Show as table" }).click();
  const rows = audits.getByRole("region", { name: /numbers$/ }).getByRole("row");
  expect(await rows.first().getByRole("columnheader").allTextContents()).toContain("fail");
  await rows.getByRole("cell", { name: "3", exact: true }).first().waitFor();
  await audits.getByRole("button", { name: "Hide table" }).click();
  expect(await audits.getByRole("table").count()).toBe(0);

  await page.getByRole("button", { name: "7 days" }).click();
  await page.waitForURL("**/projects/veria?span=7d");
  await page.reload();
  await page.getByRole("button", { name: "7 days", pressed: true }).waitFor();
}, 60_000);
