import { afterEach, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { daysWords } from "../client/app/timeWords.ts";
import { createFederationClient } from "../contracts/client.ts";
import { signInLink } from "../scripts/start/signInLink.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { violationsInBothThemes } from "./harness/accessibility.ts";
import { mapInk, mapPicture, stillPicture } from "./harness/canvas.ts";
import { mapOf, panelOf } from "./harness/map.ts";
import { closePages, errorsOf, nowhere, sharedSystem, signedInPage } from "./harness/shared.ts";

afterEach(closePages);

describe("what the map shows", () => {
  test("is another number with each overlay, the one that the hub has, and the legend says which", async () => {
    const { url, adminKey } = await sharedSystem();
    const client = createFederationClient({ url, apiKey: adminKey });
    const page = await signedInPage({ path: "/ecosystem?project=veria" });
    await panelOf(page, "Veria").waitFor();
    const picture = async () => (await mapPicture(page)).toString("base64");
    const seen = new Set([await stillPicture(picture)]);
    const said = async () => (await page.locator("#graph-focus").textContent()) ?? "";
    const numbers = async () => {
      const { risk, kpis } = (await client.projects.bySlug.query({ slug: "veria" })).project;
      const debt = risk.parts.find(({ name }) => name === "compliance")?.value ?? null;
      const days = kpis.deployFreshnessDays;
      return {
        "2": { legend: "Risk, 0 – 100", words: `risk ${Math.round(risk.total ?? Number.NaN)} of 100` },
        "3": { legend: "Compliance debt", words: `debt ${debt === null ? "unknown" : `${Math.round(debt)} %`}` },
        "4": {
          legend: "Since last deploy",
          words: `deploy ${days === null ? "unknown" : `${daysWords(days)} ago`}`,
        },
      };
    };
    for (const key of ["2", "3", "4"] as const) {
      await mapOf(page).focus();
      await page.keyboard.press(key);
      await page.getByText((await numbers())[key].legend, { exact: true }).waitFor();
      await eventually(async () => (await said()).includes((await numbers())[key].words));
      seen.add(await stillPicture(picture));
    }
    expect(seen.size).toBe(4);
  });

  test("is fewer edges the stronger they have to be, and none at the end of the slider", async () => {
    const page = await signedInPage();
    await mapOf(page).waitFor();
    const ink = async () => (await mapInk(page)).share;
    const all = await stillPicture(ink);
    const strength = page.getByRole("slider", { name: "Strength at least" });
    await strength.focus();
    for (let step = 0; step < 12; step++) await page.keyboard.press("ArrowRight");
    await page.waitForURL(/min=0\.6/);
    await eventually(async () => (await ink()) < all);
    const strong = await stillPicture(ink);
    await strength.press("End");
    await page.waitForURL(/min=1/);
    await eventually(async () => (await ink()) < strong);
    const none = await stillPicture(ink);
    for (const kind of ["api", "queue", "shared-schema", "secret"]) {
      await page.getByRole("group", { name: "Edges" }).getByText(kind, { exact: true }).click();
    }
    expect(await stillPicture(ink)).toBe(none);
  });

  test("is only what the filters leave, and how many that is", async () => {
    const page = await signedInPage();
    await mapOf(page).waitFor();
    const choose = (group: string, value: string) =>
      page.getByRole("group", { name: group }).getByText(value, { exact: true }).click();
    await choose("Domain", "Finance");
    await page.getByText("1 of 3 projects").waitFor();
    await choose("Domain", "Finance");
    await choose("Teams", "platform");
    await page.getByText("1 of 3 projects").waitFor();
    await choose("Status", "Offline");
    await page.getByRole("heading", { name: "No project matches" }).waitFor();
    expect(errorsOf(page)).toEqual([]);
  });
});

describe("a browser", () => {
  const notice = /The map needs WebGL/;

  test("without WebGL shows the table of the same projects, and says why", async () => {
    const page = await signedInPage({ path: nowhere });
    await page.addInitScript(() => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind.includes("webgl") ? null : Reflect.apply(original, this, [kind, ...rest]);
      } as typeof original;
    });
    await page.goto(`${(await sharedSystem()).url}/ecosystem`);
    await page.getByRole("status").filter({ hasText: notice }).waitFor();
    await page.getByRole("button", { name: "Veria", exact: true }).click();
    await panelOf(page, "Veria").waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
  });

  test("that has the projects before the map's own code shows where the map will be, and then the map", async () => {
    const page = await signedInPage({ path: nowhere });
    const held = Promise.withResolvers<void>();
    await page.route(/\/assets\/renderer-/, async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`${(await sharedSystem()).url}/ecosystem`);
    await page.getByText("3 projects").waitFor();
    await page.locator("main svg[class*=breathe]").waitFor();
    held.resolve();
    await mapOf(page).waitFor();
    expect(await page.locator("main svg[class*=breathe]").count()).toBe(0);
  });

  test("whose graphics driver stops goes on with the table", async () => {
    const page = await signedInPage();
    await mapOf(page).waitFor();
    await page.evaluate(() => {
      for (const canvas of document.querySelectorAll("canvas")) {
        canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
      }
    });
    await page.getByRole("status").filter({ hasText: notice }).waitFor();
    expect(await page.getByRole("row").count()).toBe(4);
    await page.getByRole("button", { name: "Veria", exact: true }).click();
    await panelOf(page, "Veria").waitFor();
    expect(errorsOf(page)).toEqual([]);
  });
});

describe("the stream of changes", () => {
  test("when it is lost, the page says how old it is; when it is back, it shows what happened meanwhile", async () => {
    const { url, adminKey } = await sharedSystem();
    const page = await signedInPage({ path: nowhere });
    await page.route("**/trpc/live.changes**", (route) => route.abort());
    await page.goto(`${url}/ecosystem`);
    await page
      .getByRole("region", { name: "How old this is" })
      .getByText(/is lost/)
      .waitFor();
    await mapOf(page).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);

    const { runId } = await startRefresh(createFederationClient({ url, apiKey: adminKey }));
    await page.unroute("**/trpc/live.changes**");
    await page.getByText("Live", { exact: true }).waitFor({ timeout: 60_000 });
    await page.getByRole("region", { name: "How old this is" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Actions" }).click();
    await page.locator(`a[href*="${runId}"]`).first().waitFor();
  }, 90_000);

  test("is paused by a person, and goes on", async () => {
    const page = await signedInPage();
    await mapOf(page).waitFor();
    await page.getByRole("button", { name: "Pause live changes" }).click();
    const banner = page.getByRole("region", { name: "How old this is" });
    await banner.getByText(/^Paused/).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await banner.getByRole("button", { name: "Resume" }).click();
    await banner.waitFor({ state: "detached" });
    await page.getByText("Live", { exact: true }).waitFor();
  });
});

describe("who is signed out", () => {
  const signedOut = async (page: Page) => {
    const banner = page.getByRole("region", { name: "How old this is" });
    await banner.getByText(/^You are signed out/).waitFor({ timeout: 60_000 });
    expect(await violationsInBothThemes(page)).toEqual([]);
    await banner.getByRole("link", { name: "Sign in again" }).click();
    await page.waitForURL((url) => url.pathname === "/login");
    expect(new URL(page.url()).searchParams.get("next")).toBe("/ecosystem?overlay=risk");
  };

  test("on another page is told so, and how to come back to what was in sight", async () => {
    const page = await signedInPage({ path: "/ecosystem?overlay=risk" });
    await page.getByText("Live", { exact: true }).waitFor();
    const other = await page.context().newPage();
    await other.goto(`${(await sharedSystem()).url}/alerts`);
    await other.getByRole("button", { name: "Sign out" }).click();
    await signedOut(page);
  }, 90_000);

  test("by a key that was revoked while the connection was lost is told so too", async () => {
    const { url, adminKey } = await sharedSystem();
    const admin = createFederationClient({ url, apiKey: adminKey });
    const { id, key } = await admin.keys.create.mutate({ name: "for a while", role: "viewer" });
    const page = await signedInPage({ link: await signInLink(url, key), path: nowhere });
    await page.route("**/trpc/live.changes**", (route) => route.abort());
    await page.goto(`${url}/ecosystem?overlay=risk`);
    await page.getByText("Reconnecting").waitFor();
    await admin.keys.revoke.mutate({ id });
    await page.unroute("**/trpc/live.changes**");
    await signedOut(page);
  }, 90_000);
});

type Client = ReturnType<typeof createFederationClient>;

/** Asks all projects for their summaries. A hub that is heard of meanwhile changes the plan: then it is made again. */
async function startRefresh(client: Client): Promise<{ runId: string }> {
  const ask = { action: "fed.refresh.summaries", select: { all: true } } as const;
  return await eventually(async () => {
    const { planHash } = await client.actions.plan.query(ask);
    return await client.actions.start.mutate({ ...ask, planHash, idempotencyKey: crypto.randomUUID() });
  });
}

test("a viewer sees every button, cannot press what changes something, and is told why", async () => {
  const { url, adminKey } = await sharedSystem();
  const admin = createFederationClient({ url, apiKey: adminKey });
  const { id, key } = await admin.keys.create.mutate({ name: "a viewer", role: "viewer" });
  try {
    const page = await signedInPage({ link: await signInLink(url, key), path: "/ecosystem?project=veria" });
    const sweep = page.getByRole("button", { name: "Global Security Sweep" });
    const why = "Only an operator or an admin can do this. Your role: viewer.";
    await eventually(async () => (await sweep.getAttribute("title")) === why);
    expect(await sweep.getAttribute("aria-disabled")).toBe("true");
    await sweep.press("Enter");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await violationsInBothThemes(page)).toEqual([]);
  } finally {
    await admin.keys.revoke.mutate({ id });
  }
});

describe("on a telephone", () => {
  test.each([
    ["/ecosystem"],
    ["/ecosystem?project=veria"],
    ["/ecosystem?since=24h"],
    ["/alerts"],
    ["/actions"],
    ["/projects/veria"],
    ["/system"],
  ])("%s fits, without an accessibility violation", async (path) => {
    const page = await signedInPage({ path });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByText("Live", { exact: true }).waitFor();
    await eventually(async () => (await page.locator(".skeleton").count()) === 0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violationsInBothThemes(page)).toEqual([]);
  });
});
