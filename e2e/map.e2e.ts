import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { createFederationClient } from "../contracts/client.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { inkOf, mapPicture, stillPicture } from "./harness/canvas.ts";
import { inFederation } from "./harness/database.ts";
import { mapOf, type Point, panelOf, ringPlace } from "./harness/map.ts";
import { closePages, errorsOf, goToMap, nowhere, sharedSystem, signedInPage } from "./harness/shared.ts";

let page: Page;
beforeEach(async () => {
  page = await signedInPage({ path: nowhere });
});
afterEach(async () => {
  expect(errorsOf(page)).toEqual([]);
  await closePages();
});

const button = (name: string) => page.getByRole("button", { name });

/** The middle of the selected project's disc on the page, once the camera stands still. */
async function placeOf(slug: string): Promise<Point> {
  await goToMap(page, `?project=${slug}`);
  // The small map is there while not everything is in sight: until the camera has made room for the card.
  await page.locator("canvas.cursor-pointer").waitFor({ state: "hidden" });
  return ringPlace(page);
}

async function drag(path: readonly Point[]): Promise<void> {
  const [first, ...rest] = path;
  if (first === undefined) return;
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
}

/** Around the whole map, a little inside its edges, from where no project is. */
async function aroundTheMap(): Promise<Point[]> {
  const box = await mapOf(page).boundingBox();
  if (box === null) throw new Error("the map has no place");
  const [left, right] = [box.x + 4, box.x + box.width - 4];
  const [top, bottom] = [box.y + 4, box.y + box.height - 4];
  return [
    { x: right, y: top },
    { x: left, y: top },
    { x: left, y: bottom },
    { x: right, y: bottom },
  ];
}

test("the map fills the whole screen without the header, and gives it back", async () => {
  await goToMap(page);
  await button("Whole screen").click();
  await page.getByRole("banner").waitFor({ state: "hidden" });
  expect(await button("Whole screen").getAttribute("aria-pressed")).toBe("true");
  expect(await page.evaluate(() => document.fullscreenElement === document.documentElement)).toBe(true);
  await mapOf(page).waitFor();
  await button("Whole screen").click();
  await page.getByRole("banner").waitFor();
});

test("the map is saved as a picture of its own size, with everything on it", async () => {
  await goToMap(page);
  const download = page.waitForEvent("download");
  await button("Save as picture").click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("ecosystem.png");
  const bytes = Buffer.from(await Bun.file(await saved.path()).arrayBuffer());
  const box = await mapOf(page).boundingBox();
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([
    Math.round(box?.width ?? 0),
    Math.round(box?.height ?? 0),
  ]);
  await page.evaluate(
    (source) => {
      const picture = Object.assign(new Image(), { src: source, id: "saved" });
      document.body.replaceChildren(picture);
      return picture.decode();
    },
    `data:image/png;base64,${bytes.toString("base64")}`,
  );
  const saidBelow = await page.evaluate(() => {
    const picture = document.querySelector<HTMLImageElement>("#saved");
    const context = new OffscreenCanvas(400, 40).getContext("2d");
    if (picture === null || context === null) throw new Error("no picture");
    context.drawImage(picture, 0, picture.height - 40, 400, 40, 0, 0, 400, 40);
    return new Set(new Uint32Array(context.getImageData(0, 0, 400, 40).data.buffer)).size;
  });
  expect(saidBelow).toBeGreaterThan(20);
  const { share, colors } = await inkOf(page, "#saved");
  expect(share).toBeGreaterThan(0.01);
  expect(colors).toBeGreaterThan(50);
});

test("the small map comes when not everything is in sight, and a click in it goes there", async () => {
  await goToMap(page);
  const small = page.locator("canvas.cursor-pointer");
  expect(await small.isVisible()).toBe(false);
  await button("Zoom in").click();
  await page.waitForURL(/cam=/);
  await small.waitFor();
  // The address follows the camera a moment later.
  await stillPicture(async () => page.url() + (await mapPicture(page)).toString("base64"));
  const seen = () => (new URL(page.url()).searchParams.get("cam") ?? "").split(",").map(Number);
  const [, beforeY = 0, beforeSpan = 0] = seen();
  // On the plane y grows upwards.
  await small.click({ position: { x: 74, y: 20 } });
  await eventually(() => (seen()[1] ?? 0) > beforeY);
  expect(seen()[2]).toBeCloseTo(beforeSpan, 0);
  await button("Show all").click();
  await small.waitFor({ state: "hidden" });
  await page.waitForURL((url) => !url.searchParams.has("cam"));
});

test("when the camera has moved, edges stand where the discs stand", async () => {
  await goToMap(page);
  await button("Zoom in").click();
  await page.waitForURL(/cam=/);
  const picture = async () => (await mapPicture(page)).toString("base64");
  const moved = await stillPicture(picture);
  await button("Outline domains").click();
  await page.waitForURL(/domains=true/);
  await button("Outline domains").click();
  await page.waitForURL((url) => !url.searchParams.has("domains"));
  await eventually(async () => (await picture()) === moved, { timeoutMs: 30_000 });
});

test("only when asked for, a dragged project stays where it was put, for everybody, until that is taken back", async () => {
  const { url, adminKey } = await sharedSystem();
  const client = createFederationClient({ url, apiKey: adminKey });
  const stored = async () => {
    const { x, y, pinned } = (await client.projects.bySlug.query({ slug: "performia" })).project;
    return { x, y, pinned };
  };
  const home = await stored();
  const from = await placeOf("performia");
  await placeOf("veria");
  try {
    await drag([from, { x: from.x - 40, y: from.y - 30 }]);
    await page.waitForURL(/cam=/);
    expect(await stored()).toEqual(home);
    await placeOf("veria");
    await button("Move projects").click();
    await drag([from, { x: from.x - 40, y: from.y - 30 }]);
    await page.getByText("Performia is pinned for everybody.").waitFor();
    const pinned = await eventually(async () => {
      const now = await stored();
      expect(now).toMatchObject({ pinned: true });
      return now;
    });
    expect([pinned.x, pinned.y]).not.toEqual([home.x, home.y]);
    expect(await page.getByRole("complementary", { name: "Veria" }).count()).toBe(1);
    const other = await signedInPage({ path: "/ecosystem?project=performia" });
    const card = panelOf(other, "Performia");
    await card.getByText("pinned for everybody").waitFor();
    expect(await ringPlace(other)).not.toEqual(from);
    await button("Undo").click();
    await page.getByText("Performia is back where it was.").waitFor();
    await card.getByText("found by the map").waitFor();
    expect(await stored()).toEqual(home);
  } finally {
    await client.graph.unpin.mutate({ slug: "performia" });
  }
});

test("the focused project is moved by keys as well, and pinned and unpinned in its card", async () => {
  const { url, adminKey } = await sharedSystem();
  const client = createFederationClient({ url, apiKey: adminKey });
  const stored = async () => (await client.projects.bySlug.query({ slug: "veria" })).project;
  const untilStored = (place: object) =>
    eventually(async () => {
      expect(await stored()).toMatchObject(place);
      return true;
    });
  const { x, y } = await stored();
  await placeOf("veria");
  try {
    await mapOf(page).focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press("Alt+ArrowRight");
    await page.keyboard.press("Alt+ArrowUp");
    await untilStored({ x: x + 24, y: y + 8, pinned: true });
    const place = panelOf(page, "Veria").getByRole("definition").filter({ hasText: "everybody" });
    await place.getByRole("button", { name: "Unpin" }).click();
    await untilStored({ x, y, pinned: false });
    await panelOf(page, "Veria").getByRole("button", { name: "Pin here" }).click();
    await place.waitFor();
  } finally {
    await client.graph.unpin.mutate({ slug: "veria" });
  }
});

describe("a line drawn around projects picks them", () => {
  const picked = () => page.getByRole("region", { name: "Picked projects" });

  test("with Shift held, and the map stays where it is", async () => {
    await goToMap(page);
    await page.keyboard.down("Shift");
    await drag(await aroundTheMap());
    await page.keyboard.up("Shift");
    await picked().getByText("3 picked").waitFor();
    expect(new URL(page.url()).searchParams.has("cam")).toBe(false);
    expect(new URL(page.url()).searchParams.getAll("pick").sort()).toEqual(["performia", "rollizr", "veria"]);
  });

  test("and what to do with them lies neither under a card nor over the map, which stays as large as it was", async () => {
    await goToMap(page, "?project=veria");
    const card = page.getByRole("complementary", { name: "Veria" });
    await card.waitFor();
    const before = await mapOf(page).boundingBox();
    await goToMap(page, "?project=veria&pick=veria&pick=rollizr");
    const bar = await picked().boundingBox();
    const map = await mapOf(page).boundingBox();
    expect(map).toEqual(before);
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(map?.y ?? 0);
    await picked().getByRole("button", { name: "Unpick all" }).click();
    await picked().waitFor({ state: "detached" });
    await card.waitFor();
  });

  test("with the lasso on, until it is off again", async () => {
    await goToMap(page);
    const lasso = page.getByRole("button", { name: /lasso/ });
    await lasso.click();
    expect(await lasso.getAttribute("aria-pressed")).toBe("true");
    await drag(await aroundTheMap());
    await picked().getByText("3 picked").waitFor();
    await picked().getByRole("button", { name: "Unpick all" }).click();
    await picked().waitFor({ state: "detached" });
    await lasso.click();
    await drag((await aroundTheMap()).slice(0, 2));
    await page.waitForURL(/cam=/);
    expect(await picked().count()).toBe(0);
  });
});

test("the past plays from its beginning, moment by moment, until it is stopped", async () => {
  const known = new Date(Date.now() - 48 * 3_600_000);
  await inFederation(
    `insert into "StatusHistory" ("projectId", at, status, reason, flapping, held, origin)
     select id, $1, case slug when 'veria' then 'offline' else 'online' end, 'noted by a test', false, false, 'declared'
     from "ProjectCatalog" where slug = any($2)`,
    [known, ["veria", "rollizr"]],
  );
  await goToMap(page);
  await button("Time").click();
  const time = page.getByRole("region", { name: "Time" });
  await time.getByRole("button", { name: "Play" }).click();
  await page.waitForURL(/at=/);
  const at = () => new URL(page.url()).searchParams.get("at") ?? "";
  const first = at();
  try {
    // As they were: one of the three was not known, and Veria was offline.
    await page.getByRole("application", { name: /^Map of 2 projects/ }).waitFor();
    await page
      .getByText(/^Offline ?1$/)
      .and(page.locator("span"))
      .waitFor();
    await eventually(() => at() > first);
    const second = at();
    await eventually(() => at() > second);
    await page.getByRole("application", { name: /^Map of 2 projects/ }).waitFor();
    await time.getByRole("button", { name: "Stop playing" }).click();
  } finally {
    await inFederation(`delete from "StatusHistory" where at = $1`, [known]);
  }
  await time.getByRole("button", { name: "Play" }).waitFor();
  await time.getByRole("button", { name: "Back to now" }).click();
  await page.waitForURL((url) => !url.searchParams.has("at"));
  await time.getByText("now, live").waitFor();
});

test("edges are shown by who vouches for them, discs by edges, and columns by choice", async () => {
  await goToMap(page);
  const group = (name: string) => page.getByRole("group", { name });
  await group("Who vouches for edges").getByText("Who vouches for edges").click();
  await group("Who vouches for edges").getByText("declared", { exact: true }).click();
  await page.waitForURL(/unwanted=declared/);
  await group("Size of a disc").getByRole("button", { name: "Edges" }).click();
  await page.waitForURL(/size=edges/);
  await button("Outline domains").click();
  await page.waitForURL(/domains=true/);
  await page.keyboard.press("t");
  await page.getByRole("columnheader", { name: "Symbols" }).waitFor();
  await group("Columns").getByText("Symbols", { exact: true }).click();
  await page.getByRole("columnheader", { name: "Symbols" }).waitFor({ state: "detached" });
  expect(await page.getByRole("columnheader", { name: "Files" }).count()).toBe(1);
});
