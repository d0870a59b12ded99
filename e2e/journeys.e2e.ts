import { afterEach, describe, expect, test } from "bun:test";
import { eventSubject } from "../contracts/subjects.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { connectMesh } from "../server/mesh/connect.ts";
import { silentLog } from "../server/platform/log.ts";
import { accessibilityViolations, violationsInBothThemes } from "./harness/accessibility.ts";
import { environmentOf } from "./harness/instance.ts";
import { pressOn, tabTo } from "./harness/keyboard.ts";
import { mapOf, panelOf, ringPlace } from "./harness/map.ts";
import { closePages, errorsOf, sharedSystem, signedInPage } from "./harness/shared.ts";
import { holdStill } from "./harness/silence.ts";

afterEach(closePages);

test("the riskiest finance project is found in the table, its score explained, its instance opened", async () => {
  const page = await signedInPage({ path: "/ecosystem?view=table" });
  await page.getByRole("group", { name: "Tags" }).getByText("finance", { exact: true }).click();
  await page.getByRole("button", { name: "Risk", exact: true }).click();
  await page.waitForURL(/sort=risk/);
  const row = page.getByRole("row").nth(1);
  await row.getByRole("button", { name: "Veria" }).click();
  const card = panelOf(page, "Veria");
  const risk = card.getByRole("region", { name: "Risk" });
  for (const part of ["security", "compliance", "liveness", "freshness"]) {
    await risk.getByText(part, { exact: true }).waitFor();
  }
  await risk.getByText("critical findings", { exact: true }).waitFor();
  await risk.getByText("How it is computed").click();
  await risk.getByText(/^The weighted mean of the parts that are known/).waitFor();
  const filters = page.getByRole("navigation", { name: "Filters" });
  await filters.getByText("What can be written").click();
  await filters.getByText(/latency, alerts, degree, rank\.$/).waitFor();
  expect(await violationsInBothThemes(page)).toEqual([]);

  const opened = page.context().waitForEvent("page");
  await card.getByRole("link", { name: /Open instance Veria/ }).click();
  const { hubUrl } = await sharedSystem();
  expect((await opened).url()).toStartWith(hubUrl("veria"));
});

test("a card tells whom an outage would touch, and leads there", async () => {
  const page = await signedInPage({ path: "/ecosystem?project=veria" });
  const touched = panelOf(page, "Veria").getByRole("region", { name: "If it fails" });
  await touched.getByRole("button", { name: /ROLLIZR/ }).click();
  await panelOf(page, "ROLLIZR").waitFor();
});

test("what changed since yesterday is one click away, and so is each thing that did", async () => {
  const page = await signedInPage();
  await mapOf(page).waitFor();
  await page.getByRole("button", { name: "What changed" }).click();
  const changes = panelOf(page, "What changed");
  await changes.getByText(/3 new projects/).waitFor();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await changes.getByRole("button", { name: "Veria", exact: true }).click();
  await panelOf(page, "Veria").waitFor();
});

test("the map can be seen as it was, and the address says so", async () => {
  const page = await signedInPage({ path: "/ecosystem?time=24h" });
  await mapOf(page).waitFor();
  const slider = page.getByRole("region", { name: "Time" }).getByRole("slider");
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(/at=\d{4}-/);
  await page.getByText(/^as it was/).waitFor();
  await page.getByRole("heading", { name: "No project was known then" }).waitFor();
  await page.getByRole("region", { name: "Time" }).getByRole("button", { name: "Back to now" }).click();
  await page.getByText("now, live").waitFor();
});

test("a shared link gives the same picture: colours, filters, card and camera", async () => {
  const page = await signedInPage();
  await mapOf(page).waitFor();
  await page.keyboard.press("2");
  await page.getByRole("searchbox").fill("r");
  await mapOf(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.waitForURL(/cam=/);
  const cardOf = (of: typeof page) => of.getByRole("complementary").getByRole("heading", { level: 2 }).textContent();
  const shared = new URL(page.url());

  const other = await signedInPage({ path: shared.pathname + shared.search });
  await mapOf(other).waitFor();
  expect(await other.getByRole("button", { name: "Risk", exact: true }).getAttribute("aria-pressed")).toBe("true");
  expect(await other.getByRole("searchbox").inputValue()).toBe("r");
  expect(await cardOf(other)).toBe(await cardOf(page));
  expect(new URL(other.url()).search).toBe(shared.search);
});

test("projects are picked on the map with Space and with Shift held, and dropped in the same way", async () => {
  const page = await signedInPage({ path: "/ecosystem?project=veria" });
  await tabTo(page, mapOf(page));
  await page.keyboard.press("Space");
  await page.waitForURL(/pick=veria/);
  const bar = page.getByRole("region", { name: "Picked projects" });
  await bar.getByText("1 picked").waitFor();
  await page.locator("canvas.cursor-pointer").waitFor({ state: "hidden" });
  const veria = await ringPlace(page);
  await page.keyboard.down("Shift");
  await page.mouse.click(veria.x, veria.y);
  await page.keyboard.up("Shift");
  await bar.waitFor({ state: "detached" });
  expect(await page.getByRole("complementary", { name: "Veria" }).count()).toBe(1);
  await page.keyboard.press("]");
  await page.keyboard.press("Space");
  await page.waitForURL(/pick=(rollizr|performia)/);
  expect(errorsOf(page)).toEqual([]);
});

test("a noisy project is silenced for an hour by keyboard alone, with a reason that everybody sees", async () => {
  const goOn = await holdStill("rollizr");
  try {
    const page = await signedInPage({ path: "/ecosystem?project=rollizr" });
    const alerts = panelOf(page, "ROLLIZR").getByRole("region", { name: "Alerts" });
    await alerts.getByText("ROLLIZR is offline").waitFor({ timeout: 90_000 });
    await pressOn(page, alerts.getByRole("button", { name: "Silence" }));
    const dialog = page.getByRole("dialog", { name: "Silence" });
    // Esc closes the dialog and not the card below it, which gets the focus back.
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await pressOn(page, alerts.getByRole("button", { name: "Silence" }));
    await tabTo(page, dialog.getByLabel("What"));
    await page.keyboard.type("everything of rollizr");
    await tabTo(page, dialog.getByLabel("Why"));
    await page.keyboard.type("The cluster moves to another rack.");
    expect(await violationsInBothThemes(page)).toEqual([]);
    await pressOn(page, dialog.getByRole("button", { name: "Silence for 1 hour" }));
    await alerts.getByText("silenced").waitFor();

    // The news may come before the dialog is gone, which then gives the focus back to where it was opened.
    await dialog.waitFor({ state: "detached" });
    await pressOn(page, page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Alerts" }));
    const silences = page.getByRole("region", { name: "Silences" });
    await silences.getByText("Everything of rollizr").first().waitFor();
    await pressOn(page, silences.locator("summary"));
    await silences.getByText("The cluster moves to another rack.").waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.route(/alerts\.unsilence/, (route) => route.abort());
    await pressOn(page, silences.getByRole("button", { name: "End now" }));
    await silences.getByText(/^Not ended\./).waitFor();
    await page.unroute(/alerts\.unsilence/);
    await pressOn(page, silences.getByRole("button", { name: "End now" }));
    await silences.waitFor({ state: "detached" });
    const offline = page.getByRole("listitem").filter({ hasText: "ROLLIZR is offline" });
    await pressOn(page, offline.getByRole("button", { name: "Acknowledge", exact: true }));
    // One of several: Tab leads to the group, arrows lead within it.
    await tabTo(page, page.getByRole("group", { name: "Alerts shown" }).getByRole("button", { name: /^Firing/ }));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await offline.getByText(/looks after it$/).waitFor();
  } finally {
    goOn();
  }
}, 150_000);

test("an event that was refused is on the system page, with the reason, and for an admin with what came", async () => {
  const { NATS_URL: url = "", NATS_NKEY_SEED: nkeySeed = "" } = await environmentOf("veria");
  const mesh = await connectMesh({ url, nkeySeed, name: "test", log: silentLog });
  try {
    mesh.nc.publish(eventSubject.summary("veria.mesh", "graph.summary.nodes"), '{"cut": "off');
    await mesh.nc.flush();
  } finally {
    await mesh.close();
  }
  const page = await signedInPage({ path: "/system" });
  const refused = page.getByRole("region", { name: "Quarantine" }).getByRole("listitem").first();
  await refused.getByText("fed.veria.mesh.graph.summary.nodes").waitFor();
  await refused.getByText("not JSON").waitFor();
  await refused.getByText("What came").click();
  await refused.getByText('{"cut": "off').waitFor();
  expect(await violationsInBothThemes(page)).toEqual([]);
}, 60_000);

describe("without an accessibility violation in either theme:", () => {
  test.each([
    ["/ecosystem?view=table"],
    ["/ecosystem?overlay=risk"],
    ["/ecosystem?time=7d"],
    ["/ecosystem?pick=veria&pick=rollizr"],
    ["/alerts"],
    ["/alerts?status=resolved&by=rule"],
    ["/actions"],
    ["/projects/veria"],
    ["/system"],
  ])("%s", async (path) => {
    const page = await signedInPage({ path });
    await page.getByText("Live", { exact: true }).waitFor();
    await eventually(async () => (await page.locator(".skeleton").count()) === 0);
    expect(await violationsInBothThemes(page)).toEqual([]);
  });

  test("the palette and the keyboard's help", async () => {
    const page = await signedInPage();
    await mapOf(page).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Go to" }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
  });
});
