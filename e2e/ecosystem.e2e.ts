import { afterEach, describe, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { z } from "zod";
import { ecosystemGraph } from "../contracts/graph.ts";
import { fedMetrics } from "../contracts/metrics.ts";
import { fedProject } from "../contracts/projects.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { accessibilityViolations, violationsInBothThemes } from "./harness/accessibility.ts";
import { mapInk } from "./harness/canvas.ts";
import { countFiles } from "./harness/countFiles.ts";
import { getJson } from "./harness/rest.ts";
import { closePages, errorsOf, nowhere, sharedSystem, signedInPage } from "./harness/shared.ts";

const names = { veria: "Veria", performia: "Performia", rollizr: "ROLLIZR" };
const slugs = ["performia", "rollizr", "veria"];
const map = `[role="application"]`;

afterEach(closePages);

/** Moves over the map with the keyboard until `name` has the focus. */
async function focusByKeyboard(page: Page, name: string): Promise<void> {
  await page.locator(map).focus();
  await eventually(async () => {
    for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
      await page.keyboard.press(key);
      if ((await page.locator("#graph-focus").textContent())?.startsWith(`${name}:`)) return true;
    }
    return false;
  });
}

async function openCardByKeyboard(page: Page, name: string): Promise<Locator> {
  await focusByKeyboard(page, name);
  await page.keyboard.press("Enter");
  const card = page.getByRole("complementary", { name });
  await card.waitFor();
  return card;
}

/** What a card says under a heading. */
const fact = (card: Locator, name: string) =>
  card.locator("dt", { hasText: new RegExp(`^${name}$`) }).locator("xpath=following-sibling::dd[1]");

describe("after the first start, the API", () => {
  test("knows the three sample projects, online, with every KPI", async () => {
    await eventually(
      async () => {
        const projects = await getJson("/api/fed/projects", z.array(fedProject));
        expect(projects.map(({ slug }) => slug).sort()).toEqual(slugs);
        for (const { status, lastSeenAt, kpis } of projects) {
          expect({ status, seen: lastSeenAt !== null }).toEqual({ status: "online", seen: true });
          expect(Object.values(kpis)).not.toContain(null);
        }
        return true;
      },
      { timeoutMs: 60_000 },
    );
  });

  test.each(slugs)("counts the files of %s as git does", async (slug) => {
    const { root } = await sharedSystem();
    const counted = countFiles(root(slug));
    expect(counted).toBeGreaterThan(5);
    await eventually(
      async () => {
        const { series } = await getJson(`/api/fed/metrics/${slug}?key=graph.files`, fedMetrics);
        expect(series.map(({ key, points }) => [key, points.at(-1)?.value])).toEqual([["graph.files", counted]]);
        return true;
      },
      { timeoutMs: 60_000 },
    );
  });

  test("sees at least three edges of at least two kinds", async () => {
    await eventually(
      async () => {
        const { nodes, edges } = await getJson("/api/fed/graph", ecosystemGraph);
        expect(nodes.map(({ id }) => id).sort()).toEqual(slugs);
        expect(edges.length).toBeGreaterThanOrEqual(3);
        expect(new Set(edges.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(2);
        return true;
      },
      { timeoutMs: 60_000 },
    );
  });
});

test("the printed link signs one browser in, once", async () => {
  const { printedLink, url } = await sharedSystem();
  const page = await signedInPage({ link: printedLink });
  await page.getByRole("heading", { name: "Ecosystem", level: 1 }).waitFor({ state: "attached" });
  expect(page.url()).toStartWith(`${url}/ecosystem`);
  expect((await fetch(printedLink, { redirect: "manual" })).status).toBe(403);
});

describe.each(["light", "dark"] as const)("Ecosystem Mode, %s", (theme) => {
  test("draws the map, and nothing fails", async () => {
    const page = await signedInPage({ theme });
    await page.getByRole("application", { name: /Map of 3 projects/ }).waitFor();
    await eventually(async () => {
      const { share, colors } = await mapInk(page);
      return share > 0.01 && share < 0.9 && colors > 50;
    });
    await page.getByText("Live", { exact: true }).waitFor();
    expect(errorsOf(page)).toEqual([]);
  });

  test("has no accessibility violation, with a card open too", async () => {
    const page = await signedInPage({ theme });
    await page.getByRole("application").waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await openCardByKeyboard(page, names.veria);
    expect(await accessibilityViolations(page)).toEqual([]);
  });
});

describe("a node's card", () => {
  test("tells KPIs, last seen and edges as the API does", async () => {
    const page = await signedInPage();
    const { root } = await sharedSystem();
    const card = await openCardByKeyboard(page, names.veria);
    expect(await card.getByText("Online", { exact: true }).count()).toBe(1);
    expect(await card.getByText(/^seen (just now|\d+ s ago|now)/).count()).toBe(1);
    expect(await fact(card, "Files").textContent()).toBe(countFiles(root("veria")).toLocaleString("en"));
    expect(await fact(card, "Latency").textContent()).toMatch(/^[\d.,]+ ms$/);
    expect(await fact(card, "Last deploy").textContent()).toMatch(/^\d+ (d|h|min|s) ago$/);
    expect(await fact(card, "Latest audits").textContent()).toMatch(/^\d+ ok\d+ warn\d+ fail$/);
    const { edges } = await getJson("/api/fed/graph", ecosystemGraph);
    const own = edges.filter(({ from, to }) => [from, to].includes("veria"));
    for (const kind of new Set(own.map((edge) => edge.kind))) {
      expect(await card.getByRole("button", { name: new RegExp(kind) }).count()).toBe(
        own.filter((edge) => edge.kind === kind).length,
      );
    }
  });

  test("opens at a click on the node", async () => {
    const page = await signedInPage();
    await focusByKeyboard(page, names.rollizr);
    const ring = await page.locator(`${map} > div[aria-hidden="true"].rounded-full`).boundingBox();
    if (ring === null) throw new Error("the focused node has no ring");
    await page.mouse.click(ring.x + ring.width / 2, ring.y + ring.height / 2);
    await page.getByRole("complementary", { name: names.rollizr }).waitFor();
  });

  test("opens an edge into its proofs", async () => {
    const page = await signedInPage();
    const card = await openCardByKeyboard(page, names.veria);
    await card.getByRole("button", { name: /queue/ }).first().click();
    const edge = page.getByRole("complementary", { name: / to / });
    await edge.getByText("projects.yaml").first().waitFor();
    await edge.getByRole("region", { name: "Strength over time" }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
  });

  test("links to the instance's own page, which shows that project", async () => {
    const page = await signedInPage();
    const { hubUrl } = await sharedSystem();
    const card = await openCardByKeyboard(page, names.performia);
    const opened = page.context().waitForEvent("page");
    await card.getByRole("link", { name: /Open instance Performia/ }).click();
    const instance = await opened;
    await instance
      .getByRole("heading", { name: /Performia/ })
      .first()
      .waitFor();
    expect(instance.url()).toStartWith(`${hubUrl("performia")}/vislzr`);
    expect(instance.url()).not.toContain("grant");
  });
});

describe("when there is nothing to show", () => {
  test("says that no project matches, and how to get them back", async () => {
    const page = await signedInPage({ path: "/ecosystem?text=nobody-is-called-this" });
    await page.getByRole("heading", { name: "No project matches" }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Clear filters" }).last().click();
    await page.getByRole("heading", { name: "No project matches" }).waitFor({ state: "detached" });
  });

  test("says that the hub does not answer, and tries again", async () => {
    const page = await signedInPage({ path: nowhere });
    await page.route("**/trpc/**", (route) => route.abort());
    await page.goto(`${(await sharedSystem()).url}/ecosystem`);
    await page.getByRole("heading", { name: "The Meta Hub does not answer" }).waitFor({ timeout: 60_000 });
    // Nothing is shown, so nothing is said of how old it is.
    expect(await page.getByRole("region", { name: "How old this is" }).count()).toBe(0);
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.unroute("**/trpc/**");
    await page.getByRole("application", { name: /Map of 3 projects/ }).waitFor({ timeout: 60_000 });
  });
});
