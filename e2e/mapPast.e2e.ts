import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { inFederation } from "./harness/database.ts";
import { mapOf, panelOf } from "./harness/map.ts";
import { closePages, errorsOf, signedInPage } from "./harness/shared.ts";

const hourMs = 3_600_000;
/** A moment at which Veria was silent; the projects are not older than two hours. */
const then = new Date(Math.floor(Date.now() / 60_000) * 60_000 - hourMs);
const known = new Date(then.getTime() - hourMs);
const silent = new Date(then.getTime() - 10 * 60_000);

const note = `insert into "StatusHistory" ("projectId", at, status, reason, flapping, held, origin)
  select id, $1, $2, $3, false, false, 'declared' from "ProjectCatalog" where slug = any($4)`;

beforeAll(async () => {
  await inFederation(note, [known, "online", "its hub answers", ["veria", "rollizr", "performia"]]);
  await inFederation(note, [silent, "offline", "its hub was silent", ["veria"]]);
});
afterAll(() => inFederation(`delete from "StatusHistory" where at = any($1)`, [[known, silent]]));
afterEach(closePages);

const timeOf = (page: Page) => page.getByRole("region", { name: "Time" });

/** Requests for the map of a past moment. */
const asksForPast = ({ pathname, search }: URL) => pathname.includes("graph.ecosystem") && search.includes("%22at%22");

test("a link to a past moment shows the projects as they were then, and nothing calls it live", async () => {
  const page = await signedInPage({ path: `/ecosystem?at=${then.toISOString()}&project=veria` });
  await mapOf(page).waitFor();
  await timeOf(page)
    .getByText(/^as it was/)
    .waitFor();
  const card = panelOf(page, "Veria");
  await card.getByText("Offline", { exact: true }).first().waitFor();
  await card.getByText("its hub was silent · for 10 min").waitFor();
  const badge = page.getByRole("banner").getByRole("status");
  expect(await badge.textContent()).toBe("Past");
  await page
    .getByText(/^Offline ?1$/)
    .and(page.locator("span"))
    .waitFor();
  await timeOf(page).getByRole("button", { name: "Back to now" }).click();
  await card.getByText("Online", { exact: true }).first().waitFor();
  await badge.getByText("Live", { exact: true }).waitFor();
  await page
    .getByText(/^Offline ?0$/)
    .and(page.locator("span"))
    .waitFor();
  expect(errorsOf(page)).toEqual([]);
});

describe("while a past moment is on its way", () => {
  test("what is drawn is not called by its name, and playing waits for it", async () => {
    const page = await signedInPage({ path: "/ecosystem?time=24h" });
    await mapOf(page).waitFor();
    const held = Promise.withResolvers<void>();
    await page.route(asksForPast, async (route) => {
      await held.promise;
      await route.continue();
    });
    await timeOf(page).getByRole("button", { name: "Play" }).click();
    await timeOf(page)
      .getByText(/^loading/)
      .waitFor();
    const address = page.url();
    expect(
      await timeOf(page)
        .getByText(/^as it was/)
        .count(),
    ).toBe(0);
    expect(await page.locator("[aria-busy=true]").count()).toBe(1);
    held.resolve();
    await page.waitForURL((url) => url.href !== address);
    await timeOf(page).getByRole("button", { name: "Stop playing" }).click();
    await timeOf(page)
      .getByText(/^as it was/)
      .waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test("and it cannot be had, the page says so and leads back to now", async () => {
    const page = await signedInPage();
    await mapOf(page).waitFor();
    await page.route(asksForPast, (route) => route.fulfill({ status: 500, body: "{}" }));
    await page.getByRole("button", { name: "Time" }).click();
    await timeOf(page).getByRole("slider").press("ArrowLeft");
    await page.getByRole("alert").getByRole("button", { name: "Try again" }).waitFor();
    expect(
      await timeOf(page)
        .getByText(/^as it was/)
        .count(),
    ).toBe(0);
    await timeOf(page).getByRole("button", { name: "Back to now" }).click();
    await mapOf(page).waitFor();
    await timeOf(page).getByText("now, live").waitFor();
  });
});
