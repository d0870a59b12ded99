import { afterEach, expect, test } from "bun:test";
import { createFederationClient } from "../contracts/client.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { violationsInBothThemes } from "./harness/accessibility.ts";
import { differingPixels, mapPicture } from "./harness/canvas.ts";
import { mapOf, panelOf, ringPlace } from "./harness/map.ts";
import { closePages, errorsOf, sharedSystem, signedInPage } from "./harness/shared.ts";

afterEach(closePages);

test("a link to a part of the map shows that part, also when whoever shares it has seen a larger map before", async () => {
  const { url, adminKey } = await sharedSystem();
  const client = createFederationClient({ url, apiKey: adminKey });
  const { x, y } = (await client.projects.bySlug.query({ slug: "performia" })).project;
  const sharing = await signedInPage({ path: "/ecosystem?project=veria" });
  await mapOf(sharing).waitFor();
  const before = await ringPlace(sharing);
  try {
    await client.graph.pin.mutate({ slug: "performia", x: x + 120, y: y - 60 });
    await eventually(async () => Math.abs((await ringPlace(sharing)).x - before.x) > 20);
  } finally {
    await client.graph.pin.mutate({ slug: "performia", x, y });
  }
  await sharing.getByRole("button", { name: "Zoom in" }).click();
  await sharing.waitForURL(/cam=/);
  const there = await ringPlace(sharing);
  const { pathname, search } = new URL(sharing.url());

  const shown = await signedInPage({ path: pathname + search });
  await mapOf(shown).waitFor();
  const here = await ringPlace(shown);
  expect(Math.hypot(here.x - there.x, here.y - there.y)).toBeLessThan(2);
  expect(new URL(shown.url()).search).toBe(search);
  expect([...errorsOf(sharing), ...errorsOf(shown)]).toEqual([]);
});

test("a link gives somebody else the same picture, pixel by pixel, and the same card", async () => {
  const sharing = await signedInPage({ path: "/ecosystem?overlay=risk&domains=true&project=veria" });
  await panelOf(sharing, "Veria").waitFor();
  await sharing.getByRole("button", { name: "Zoom in" }).click();
  await sharing.waitForURL(/cam=/);
  const { pathname, search } = new URL(sharing.url());
  const shown = await signedInPage({ path: pathname + search });
  await panelOf(shown, "Veria").waitFor();
  const differing = async () => differingPixels(shown, await mapPicture(shown), await mapPicture(sharing));
  // Drawn from the address by both: the camera in it is rounded.
  await sharing.reload();
  await panelOf(sharing, "Veria").waitFor();
  await eventually(async () => (await differing()) === 0, { timeoutMs: 30_000 });
  await shown.getByRole("button", { name: "Status", exact: true }).click();
  await shown.waitForURL((url) => !url.search.includes("risk"));
  await eventually(async () => (await differing()) > 0, { timeoutMs: 30_000 });
});

test("a link to a project that is not known shows the whole map beside what it says", async () => {
  const page = await signedInPage({ path: "/ecosystem?project=nobody" });
  await panelOf(page, "Not known").waitFor();
  await mapOf(page).press("ArrowRight");
  await ringPlace(page, "focused");
  // The small map is there as long as not everything is in sight.
  expect(await page.locator("canvas.cursor-pointer").isVisible()).toBe(false);
  expect(new URL(page.url()).search).toBe("?project=nobody");
});

test("who looks at a part of the map goes on seeing it when the map grows", async () => {
  const { url, adminKey } = await sharedSystem();
  const client = createFederationClient({ url, apiKey: adminKey });
  const { x, y } = (await client.projects.bySlug.query({ slug: "performia" })).project;
  const page = await signedInPage({ path: "/ecosystem?project=veria" });
  await mapOf(page).waitFor();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.waitForURL(/cam=/);
  const [before, address] = [await ringPlace(page), page.url()];
  const watched = await signedInPage({ path: "/ecosystem?project=performia" });
  const home = await ringPlace(watched);
  try {
    await client.graph.pin.mutate({ slug: "performia", x: x + 120, y: y - 60 });
    await eventually(async () => Math.abs((await ringPlace(watched)).x - home.x) > 20);
    const after = await ringPlace(page);
    expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(2);
    expect(page.url()).toBe(address);
  } finally {
    await client.graph.pin.mutate({ slug: "performia", x, y });
  }
});

test.each([
  ["project=nobody", "This project is not known"],
  ["edge=nothing", "This integration is not known"],
])("a link to something that is not there (%s) says so, and is closed", async (query, words) => {
  const page = await signedInPage({ path: `/ecosystem?${query}` });
  const panel = panelOf(page, "Not known");
  await panel.getByRole("heading", { name: words }).waitFor();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await panel.getByRole("button", { name: "Close", exact: true }).click();
  await panel.waitFor({ state: "detached" });
  expect(new URL(page.url()).search).toBe("");
  expect(errorsOf(page)).toEqual([]);
});
