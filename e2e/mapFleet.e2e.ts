import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { palettes } from "../client/graph/palette.ts";
import { createFederationClient } from "../contracts/client.ts";
import type { FleetMetaHub } from "../scripts/fleet/metaHub.ts";
import { imagineEcosystem } from "../scripts/screenshots/imagineEcosystem.ts";
import { startImagined } from "../scripts/screenshots/startImagined.ts";
import { signInLink } from "../scripts/start/signInLink.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { Lifecycle } from "../server/platform/lifecycle.ts";
import { silentLog } from "../server/platform/log.ts";
import { startBeats } from "./harness/beats.ts";
import { pixelsOf } from "./harness/canvas.ts";
import { mapOf, ringPlace } from "./harness/map.ts";
import { closePages, errorsOf, signedInPage } from "./harness/shared.ts";

const lifecycle = new Lifecycle(silentLog);
const { projects } = imagineEcosystem(1000, 3000);
let hub: FleetMetaHub;
let beats: Awaited<ReturnType<typeof startBeats>>;
beforeAll(async () => {
  hub = await startImagined(lifecycle, 1000, 3000);
  // As many as a thousand hubs have at a beat every 15 s.
  beats = await startBeats(hub, projects, 67);
  lifecycle.onStop("beats", beats.stop);
}, 180_000);
afterEach(closePages);
afterAll(() => lifecycle.stop(), 60_000);

test("with a thousand projects that beat the page is usable: a word is typed, a filter ticked, the map dragged, a card opened", async () => {
  const page = await signedInPage({ link: await signInLink(hub.url, hub.apiKey) });
  await page.getByRole("application", { name: /Map of 1000 projects/ }).waitFor({ timeout: 60_000 });
  const found = page.getByText(/^\d+ of 1,000 projects$/);
  const count = async () => Number.parseInt((await found.textContent()) ?? "", 10);

  const box = page.getByRole("searchbox");
  await box.pressSequentially("gatway");
  for (let step = 0; step < 3; step++) await box.press("ArrowLeft");
  await box.press("e");
  await page.waitForURL(/text=gateway/);
  expect(await box.inputValue()).toBe("gateway");
  await found.waitFor();
  const named = await count();
  await page.getByRole("group", { name: "Status" }).getByText("Online").click();
  await page.waitForURL(/status=online/);
  await eventually(async () => (await count()) < named);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await found.waitFor({ state: "detached" });
  expect(await box.inputValue()).toBe("");

  const place = await mapOf(page).boundingBox();
  if (place === null) throw new Error("the map has no place");
  const corner = { x: place.x + place.width - 30, y: place.y + 20 };
  await page.mouse.move(corner.x, corner.y);
  await page.mouse.down();
  await page.mouse.move(corner.x - 120, corner.y + 80, { steps: 6 });
  await page.mouse.up();
  await page.waitForURL(/cam=/);
  const dragged = page.url();
  await page.mouse.wheel(0, -240);
  await page.waitForURL((url) => url.href !== dragged);

  await mapOf(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  const [name = ""] = ((await page.locator("#graph-focus").textContent()) ?? "").split(":");
  await page.keyboard.press("Enter");
  const card = page.getByRole("complementary", { name, exact: true });
  await card.getByRole("region", { name: "Risk" }).waitFor();
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "detached" });

  // And what its stream brought meanwhile is on it.
  const degraded = page.getByText(/^Degraded ?\d+$/).and(page.locator("span"));
  const before = await degraded.textContent();
  const well = projects.find(({ health }) => health === "ok");
  if (well === undefined) throw new Error("no project is well");
  beats.degrade(well);
  await eventually(async () => (await degraded.textContent()) !== before, { timeoutMs: 30_000 });
  expect(errorsOf(page)).toEqual([]);
}, 120_000);

test("with a thousand projects the ring of one that is offline is seen, for all the sign of its alert", async () => {
  const { url, apiKey } = hub;
  const known = await createFederationClient({ url, apiKey }).graph.ecosystem.query();
  const silent = known.projects.find(({ status, openAlerts }) => status === "offline" && openAlerts > 0);
  if (silent === undefined) throw new Error("no project that is offline has an alert");
  const page = await signedInPage({ link: await signInLink(url, apiKey), path: `/ecosystem?pick=${silent.slug}` });
  await page.getByRole("application", { name: /Map of 1000 projects/ }).waitFor({ timeout: 60_000 });
  // Its place anew each time: a map of so many is laid out again while it is looked at.
  const seen = async () => pixelsOf(page, palettes.light.status.offline, await ringPlace(page), 6);
  await eventually(async () => (await seen()) > 12, { timeoutMs: 30_000 });
}, 120_000);
