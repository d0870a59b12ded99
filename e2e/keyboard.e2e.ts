import { afterEach, expect, test } from "bun:test";
import { ecosystemGraph } from "../contracts/graph.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { pressOn, tabTo } from "./harness/keyboard.ts";
import { mapOf, panelOf, ringPlace } from "./harness/map.ts";
import { getJson } from "./harness/rest.ts";
import { closePages, errorsOf, sharedSystem, signedInPage } from "./harness/shared.ts";

afterEach(closePages);

test("by keyboard alone the riskiest finance project is found, its score explained, its instance opened", async () => {
  const page = await signedInPage();
  await mapOf(page).waitFor();
  await page.keyboard.press("t");
  await pressOn(page, page.getByRole("group", { name: "Tags" }).getByRole("checkbox", { name: /^finance/ }), "Space");
  await pressOn(page, page.getByRole("button", { name: "Risk", exact: true }));
  await page.waitForURL(/sort=risk/);
  await pressOn(page, page.getByRole("row").nth(1).getByRole("button", { name: "Veria" }));
  const card = panelOf(page, "Veria");
  await card.getByRole("region", { name: "Risk" }).getByText("critical findings", { exact: true }).waitFor();
  const opened = page.context().waitForEvent("page");
  await pressOn(page, card.getByRole("link", { name: /Open instance Veria/ }));
  const { hubUrl } = await sharedSystem();
  expect((await opened).url()).toStartWith(hubUrl("veria"));
  expect(errorsOf(page)).toEqual([]);
});

test("by keyboard alone one goes to a project, sees whom its outage would touch, and what changed since yesterday", async () => {
  const page = await signedInPage();
  await mapOf(page).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Go to" }).waitFor();
  await page.keyboard.type("veria");
  await page.keyboard.press("Enter");
  const touched = panelOf(page, "Veria").getByRole("region", { name: "If it fails" });
  await pressOn(page, touched.getByRole("button", { name: /ROLLIZR/ }));
  await panelOf(page, "ROLLIZR").waitFor();
  await page.keyboard.press("Escape");
  await panelOf(page, "ROLLIZR").waitFor({ state: "detached" });

  await pressOn(page, page.getByRole("button", { name: "What changed" }));
  const changes = panelOf(page, "What changed");
  await changes.getByText(/3 new projects/).waitFor();
  await pressOn(page, changes.getByRole("button", { name: "Veria", exact: true }));
  await panelOf(page, "Veria").waitFor();
  expect(errorsOf(page)).toEqual([]);
});

test("by keyboard alone a view is made whose address gives it to somebody else", async () => {
  const page = await signedInPage();
  await mapOf(page).waitFor();
  await page.keyboard.press("2");
  await page.keyboard.press("/");
  await page.keyboard.type("r");
  await pressOn(page, mapOf(page), "ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForURL(/project=/);
  await pressOn(page, page.getByRole("button", { name: "Zoom in" }));
  await page.waitForURL(/cam=/);
  const { search } = new URL(page.url());

  const other = await signedInPage({ path: `/ecosystem${search}` });
  await mapOf(other).waitFor();
  expect(await other.getByRole("button", { name: "Risk", exact: true }).getAttribute("aria-pressed")).toBe("true");
  expect(await other.getByRole("searchbox").inputValue()).toBe("r");
  expect(await other.getByRole("complementary").count()).toBe(1);
  expect(new URL(other.url()).search).toBe(search);
});

test("single characters can be switched off, and do nothing then; Esc still closes what is open", async () => {
  const page = await signedInPage();
  await mapOf(page).waitFor();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await pressOn(page, help.getByRole("checkbox", { name: "Shortcuts of a single character" }), "Space");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  await page.keyboard.press("t");
  await tabTo(page, page.getByRole("button", { name: "Time", exact: true }));
  expect(new URL(page.url()).search).toBe("");
  await mapOf(page).waitFor();

  await pressOn(page, page.getByRole("button", { name: "What changed" }));
  await panelOf(page, "What changed").waitFor();
  await pressOn(page, mapOf(page), "Escape");
  await panelOf(page, "What changed").waitFor({ state: "detached" });
});

test("Esc closes a card, then what it lay over, then puts the lasso away", async () => {
  const page = await signedInPage({ path: "/ecosystem?since=24h&project=veria" });
  await mapOf(page).waitFor();
  const lasso = page.getByRole("button", { name: /lasso/ });
  await lasso.press("Enter");
  await panelOf(page, "Veria").waitFor();
  for (const gone of ["Veria", "What changed"]) {
    await mapOf(page).press("Escape");
    await panelOf(page, gone).waitFor({ state: "detached" });
    expect(await lasso.getAttribute("aria-pressed")).toBe("true");
  }
  await mapOf(page).press("Escape");
  await eventually(async () => (await lasso.getAttribute("aria-pressed")) === "false");
});

test("from an open card ] and [ go round the projects that edges in sight lead to, and Enter opens one", async () => {
  const { nodes, edges } = await getJson("/api/fed/graph", ecosystemGraph);
  const near = new Set(edges.flatMap(({ from, to }) => (from === "veria" ? [to] : to === "veria" ? [from] : [])));
  expect(near.size).toBe(nodes.length - 1);
  const page = await signedInPage({ path: "/ecosystem?project=veria" });
  await mapOf(page).waitFor();
  await panelOf(page, "Veria").waitFor();
  const ring = page.locator("#graph-focus");
  const press = async (key: string) => {
    const before = await ring.textContent();
    await page.keyboard.press(key);
    return eventually(async () => {
      const now = await ring.textContent();
      return now !== before && now?.split(":")[0];
    });
  };
  const way = [await press("]"), await press("]"), await press("]")];
  expect(new Set(way.map((name) => `${name}`.toLowerCase()))).toEqual(near);
  expect(way[2]).toBe(way[0]);
  expect(await press("[")).toBe(way[1] ?? false);
  await page.keyboard.press("Enter");
  await panelOf(page, `${way[1]}`).waitFor();
});

test("where no edge is in sight, ] leads nowhere", async () => {
  const page = await signedInPage({ path: "/ecosystem?project=veria&min=1" });
  await mapOf(page).waitFor();
  const heading = panelOf(page, "Veria").getByRole("heading", { name: "Veria" });
  await eventually(() => heading.evaluate((element) => element === document.activeElement));
  await page.keyboard.press("]");
  expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("when a card closes, the focus is where it was: on the map at the same project, or on its row", async () => {
  const page = await signedInPage();
  await pressOn(page, mapOf(page), "ArrowRight");
  const ring = page.locator("#graph-focus");
  const [name = ""] = ((await ring.textContent()) ?? "").split(":");
  await page.keyboard.press("Enter");
  const heading = panelOf(page, name).getByRole("heading", { name, exact: true });
  await eventually(() => heading.evaluate((element) => element === document.activeElement));
  await page.keyboard.press("Escape");
  await heading.waitFor({ state: "detached" });
  await eventually(async () => (await ring.textContent())?.startsWith(`${name}:`));
  await page.keyboard.press("Enter");
  await heading.waitFor();

  await page.keyboard.press("t");
  await page.keyboard.press("Escape");
  await heading.waitFor({ state: "detached" });
  const row = page.getByRole("row").getByRole("button", { name: "Veria", exact: true });
  await pressOn(page, row);
  await panelOf(page, "Veria").waitFor();
  await page.keyboard.press("Escape");
  await eventually(() => row.evaluate((element) => element === document.activeElement));
});

test("the camera follows the arrow keys, so that the project with the focus is in sight", async () => {
  const page = await signedInPage();
  await mapOf(page).waitFor();
  for (let step = 0; step < 4; step++) {
    const before = page.url();
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.waitForURL((url) => url.href !== before);
  }
  await mapOf(page).focus();
  const box = await mapOf(page).boundingBox();
  if (box === null) throw new Error("the map has no place");
  const seen = new Set<string>();
  for (const key of ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"]) {
    await page.keyboard.press(key);
    seen.add((await page.locator("#graph-focus").textContent()) ?? "");
    await eventually(async () => {
      const { x, y } = await ringPlace(page);
      return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
    });
  }
  expect(seen.size).toBe(3);
});

test("on a telephone a card covers the page: Tab stays in it, and goes back to the list when it closes", async () => {
  const page = await signedInPage();
  await page.setViewportSize({ width: 390, height: 844 });
  const row = page.getByRole("listitem").getByRole("button", { name: /Veria/ });
  await pressOn(page, row);
  const card = panelOf(page, "Veria");
  await card.waitFor();
  const isInside = () => card.evaluate((element) => element.contains(document.activeElement));
  await eventually(isInside);
  const stops = await card.locator("a[href], button").count();
  let inside = 0;
  for (let step = 0; step < stops && (await isInside()); step++) {
    inside++;
    await page.keyboard.press("Tab");
  }
  expect(inside).toBeGreaterThan(5);
  expect((await isInside()) || (await page.evaluate(() => document.activeElement === document.body))).toBe(true);
  await tabTo(page, card.getByRole("button", { name: "Close card" }));
  await page.keyboard.press("Enter");
  await card.waitFor({ state: "detached" });
  await eventually(() => row.evaluate((element) => element === document.activeElement));
});

test("the palette finds a project from any page, and leads back to the view that one left", async () => {
  const page = await signedInPage({ path: "/alerts?by=rule" });
  const goTo = async (words: string, path: string) => {
    await page.getByText("Live", { exact: true }).waitFor();
    await page.keyboard.press("Control+k");
    const found = page.getByRole("dialog", { name: "Go to" }).getByRole("option", { name: words });
    await page.getByRole("combobox").pressSequentially(words);
    await found.first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname + url.search === path);
  };
  await goTo("Veria", "/ecosystem?project=veria");
  await page.goto(`${new URL(page.url()).origin}/ecosystem?tag=finance&project=veria`);
  await panelOf(page, "Veria").waitFor();
  await goTo("System", "/system");
  await goTo("Ecosystem as a table", "/ecosystem?view=table&tag=finance&project=veria");
  await page.getByRole("table").waitFor();
  await goTo("Colours: risk", "/ecosystem?overlay=risk&tag=finance&project=veria");
  await mapOf(page).waitFor();
  await page.keyboard.press("t");
  await page.getByRole("table").waitFor();
  await page.keyboard.press("3");
  await mapOf(page).waitFor();
  await page.getByText("Compliance debt").waitFor();
});
