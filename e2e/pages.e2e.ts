import { afterEach, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { eventually } from "../scripts/testing/eventually.ts";
import { violationsInBothThemes } from "./harness/accessibility.ts";
import { inFederation } from "./harness/database.ts";
import { closePages, errorsOf, nowhere, sharedSystem, signedInPage } from "./harness/shared.ts";
import { holdStill } from "./harness/silence.ts";
import { silenceShowsWithinMs } from "./harness/system.ts";

afterEach(closePages);

/** Presses Show more until so many rows are there; each press brings some. */
async function showAll(page: Page, rows: Locator, count: number): Promise<void> {
  for (let shown = await rows.count(); shown < count; shown = await rows.count()) {
    await page.getByRole("button", { name: "Show more" }).click();
    await eventually(async () => (await rows.count()) > shown);
  }
  expect(await rows.count()).toBe(count);
}

test("an old alert that still fires is not hidden behind hundreds of newer ones that are resolved, and those come page by page", async () => {
  const ofPerformia = `"projectId" = (select id from "ProjectCatalog" where slug = 'performia')`;
  const goOn = await holdStill("performia");
  try {
    await eventually(
      async () =>
        (
          await inFederation(
            `update "EcosystemAlert" set "createdAt" = now() - interval '60 days'
             where ${ofPerformia} and rule = 'offline' and status = 'open' returning id`,
          )
        ).length > 0,
      { timeoutMs: 3 * silenceShowsWithinMs, pauseMs: 200 },
    );
    await inFederation(
      `insert into "EcosystemAlert"
         (id, severity, title, description, "createdAt", status, rule, fingerprint, "resolvedAt", "clearedAt")
       select gen_random_uuid(), 'info', 'Page test ' || n, 'Made by a test.', now() - n * interval '1 second', 'resolved',
         'page-test', 'page-test-' || n, now(), now() from generate_series(1, 510) n`,
    );
    const page = await signedInPage({ path: "/alerts?by=rule" });
    const old = page.getByText("Performia is offline");
    await old.waitFor();

    await page.getByRole("button", { name: "Resolved" }).click();
    const made = page.getByText(/^Page test \d+$/);
    await made.first().waitFor();
    expect(await made.count()).toBeLessThanOrEqual(100);
    await showAll(page, made, 510);

    await page.getByRole("button", { name: /^Firing/ }).click();
    await page.getByRole("listitem").filter({ has: old }).getByRole("button", { name: "Acknowledge" }).click();
    await old.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Acknowledged 1" }).click();
    await old.waitFor();
    await page.getByRole("button", { name: "By project" }).click();
    await page.getByRole("region", { name: "Performia", exact: true }).waitFor();

    goOn();
    await old.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Resolved" }).click();
    await old.waitFor();
  } finally {
    goOn();
    await inFederation(`delete from "EcosystemAlert" where rule = 'page-test'`);
  }
}, 120_000);

test("an outage of two is counted and told on every page, found by its words, and acknowledged at once", async () => {
  const page = await signedInPage({ path: "/actions" });
  const link = page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: /^Alerts/ });
  await page.getByText("Live", { exact: true }).waitFor();
  const goOn = await holdStill("performia", "rollizr");
  try {
    await page
      .locator("[aria-live=polite]")
      .getByText(/New alert: (Performia|ROLLIZR) is offline\./)
      .waitFor({ timeout: 3 * silenceShowsWithinMs });
    await link.getByText("2 firing").waitFor({ timeout: 3 * silenceShowsWithinMs });
    await link.click();
    await page.getByRole("button", { name: "By rule" }).click();
    await page.getByRole("searchbox", { name: /^Find alerts/ }).fill("rollizr offline");
    await page.waitForURL(/text=rollizr/);
    const offline = page.getByText(/is offline$/);
    await eventually(async () => (await offline.count()) === 1);
    await page.getByRole("button", { name: "Info", exact: true }).click();
    await page.getByRole("heading", { name: "No alert matches" }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByRole("button", { name: "Acknowledge all 2" }).click();
    await offline.first().waitFor({ state: "detached" });
    await link.getByText("firing").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Acknowledged 2" }).click();
    await eventually(async () => (await offline.count()) === 2);
    const performia = page.getByRole("listitem").filter({ hasText: "Performia is offline" });
    await performia.getByRole("button", { name: "Resolve" }).click();
    await performia.waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Resolved/ }).click();
    await performia
      .filter({ hasText: /lasted .+ · resolved .+ by local admin/ })
      .first()
      .waitFor();
    expect(errorsOf(page)).toEqual([]);
  } finally {
    goOn();
  }
}, 150_000);

test("runs that are older than the first hundred come with Show more", async () => {
  const added = await inFederation<{ id: string }>(
    `insert into "ActionRun" (id, action, state, "planHash", "idempotencyKey", "startedBy", "startedAt", "expiresAt", "finishedAt")
     select gen_random_uuid(), 'fed.refresh.summaries', 'completed', '', 'page-test-' || n, 'page test ' || n,
       now() - n * interval '1 day', now() - n * interval '1 day', now() - n * interval '1 day'
     from generate_series(1, 210) n returning id`,
  );
  try {
    const page = await signedInPage({ path: "/actions" });
    const oldest = page.getByText("by page test 210", { exact: true });
    await page.getByText("by page test 1", { exact: true }).waitFor();
    expect(await oldest.count()).toBe(0);
    await showAll(page, page.getByText(/^by page test \d+$/), 210);
    expect(await oldest.count()).toBe(1);
  } finally {
    await inFederation(`delete from "ActionRun" where id = any($1::uuid[])`, [added.map(({ id }) => id)]);
  }
}, 60_000);

test("an admin reads refused events back as far as they are kept, and sees how long events wait", async () => {
  await inFederation(
    `insert into "QuarantinedEvent" (subject, reason, payload, "receivedAt", "messageKey")
     select 'fed.page.test', 'made by a test', '', now() - interval '2 days', 'page-test-' || n from generate_series(1, 50) n`,
  );
  try {
    const page = await signedInPage({ path: "/system" });
    const made = page.getByRole("region", { name: "Quarantine" }).getByText("made by a test");
    await made.first().waitFor();
    expect(await made.count()).toBeLessThanOrEqual(20);
    await showAll(page, made, 50);
    const waited = page.getByText("Lag of the last batch", { exact: true }).locator("..").locator("dd");
    expect(await waited.textContent()).toMatch(/^[\d,]+ (ms|s|min)$/);
  } finally {
    await inFederation(`delete from "QuarantinedEvent" where subject = 'fed.page.test'`);
  }
}, 60_000);

test("a telephone keeps every button of its head in sight while the stream is lost", async () => {
  const page = await signedInPage({ path: nowhere });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.route("**/trpc/live.changes**", (route) => route.abort());
  await page.goto(`${(await sharedSystem()).url}/alerts`);
  await page
    .getByRole("region", { name: "How old this is" })
    .getByText(/is lost/)
    .waitFor();
  const buttons = page.getByRole("banner").getByRole("button").filter({ visible: true });
  const ends = await buttons.evaluateAll((all) => all.map((button) => button.getBoundingClientRect().right));
  expect(ends.length).toBeGreaterThan(1);
  expect(Math.max(...ends)).toBeLessThanOrEqual(390);
}, 60_000);
