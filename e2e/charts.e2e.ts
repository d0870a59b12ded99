import { afterEach, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { recordHistory } from "../scripts/testing/recordHistory.ts";
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

/** Drags over the middle of a chart. */
async function choosePart(page: Page, chart: Locator): Promise<void> {
  const { x, y, width } = await placeOf(chart);
  await page.mouse.move(x + 0.5 * width, y + 40);
  await page.mouse.down();
  await page.mouse.move(x + 0.7 * width, y + 40, { steps: 5 });
  await page.mouse.up();
  await chart.getByRole("button", { name: "Show all" }).waitFor();
}

test("a part of a chart that somebody chose stays chosen when newer numbers come, until all is asked for", async () => {
  await giveHistory();
  const page = await signedInPage({ path: "/projects/veria" });
  const chart = chartOf(page, "Latency");
  const whole = await momentAt(page, chart, 0.25);
  expect(await chart.getByRole("button", { name: "Show all" }).count()).toBe(0);

  await choosePart(page, chart);
  const zoomed = await momentAt(page, chart, 0.25);
  expect(zoomed).not.toBe(whole);

  const asked = page.waitForResponse((response) => response.url().includes("metrics.series"));
  await page.clock.setSystemTime(Date.now() + 2 * minuteMs);
  await (await asked).finished();
  expect(await momentAt(page, chart, 0.25)).toBe(zoomed);
  expect(await chart.getByRole("button", { name: "Show all" }).count()).toBe(1);

  await chart.getByRole("button", { name: "Show all" }).click();
  await chart.getByRole("button", { name: "Show all" }).waitFor({ state: "detached" });
  expect(await momentAt(page, chart, 0.75)).not.toBe(zoomed);

  await choosePart(page, chart);
  await page.getByRole("button", { name: "7 days" }).click();
  await chart.getByRole("button", { name: "Show all" }).waitFor({ state: "detached" });
}, 60_000);

test("a chart's numbers are a table, a status in words, a count whole, and the span is in the address", async () => {
  await giveHistory();
  const page = await signedInPage({ path: "/projects/veria" });
  const status = chartOf(page, "Status");
  await status.getByRole("button", { name: "Numbers" }).click();
  const table = status.getByRole("region", { name: "Status, numbers" });
  await table.getByRole("cell", { name: "Degraded" }).first().waitFor();
  await table.getByRole("cell", { name: "Online" }).first().waitFor();

  const audits = chartOf(page, "Audits by result");
  await audits.getByRole("button", { name: "Numbers" }).click();
  const rows = audits.getByRole("region", { name: /numbers$/ }).getByRole("row");
  expect(await rows.first().getByRole("columnheader").allTextContents()).toContain("fail");
  await rows.getByRole("cell", { name: "3", exact: true }).first().waitFor();
  await audits.getByRole("button", { name: "Hide numbers" }).click();
  expect(await audits.getByRole("table").count()).toBe(0);

  await page.getByRole("button", { name: "7 days" }).click();
  await page.waitForURL("**/projects/veria?span=7d");
  await page.reload();
  await page.getByRole("button", { name: "7 days", pressed: true }).waitFor();
}, 60_000);
