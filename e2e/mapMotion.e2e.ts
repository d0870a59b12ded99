import { afterEach, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { createFederationClient } from "../contracts/client.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { mapOf, panelOf, ringPlace } from "./harness/map.ts";
import { closePages, errorsOf, sharedSystem, signedInPage } from "./harness/shared.ts";
import { silenceShowsWithinMs } from "./harness/system.ts";

afterEach(closePages);

/** Remembers each place in which the ring around the picked project is seen, frame by frame. */
async function watchRing(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const ring = document.querySelector<HTMLElement>("[role=application] > div.rounded-full");
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      seen.add(ring?.style.transform ?? "");
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => (window as unknown as { seen: Set<string> }).seen.size);
}

describe("a project that somebody moves to another place", () => {
  test.each([
    ["no-preference", "is seen on its way there"],
    ["reduce", "is there at once for who wants nothing to move"],
  ] as const)("with motion %s %s", async (motion) => {
    const { url, adminKey } = await sharedSystem();
    const client = createFederationClient({ url, apiKey: adminKey });
    const { x, y } = (await client.projects.bySlug.query({ slug: "performia" })).project;
    const page = await signedInPage({ path: "/ecosystem?pick=performia", motion });
    await mapOf(page).waitFor();
    const before = await ringPlace(page);
    const places = await watchRing(page);
    try {
      await client.graph.pin.mutate({ slug: "performia", x: x + 120, y: y - 60 });
      await eventually(async () => Math.abs((await ringPlace(page)).x - before.x) > 20);
      // Where it was, where it is, and between them at most where it is before the whole map is in sight again.
      if (motion === "reduce") expect(await places()).toBeLessThanOrEqual(3);
      else expect(await places()).toBeGreaterThan(3);
    } finally {
      await client.graph.pin.mutate({ slug: "performia", x, y });
    }
    expect(errorsOf(page)).toEqual([]);
  });
});

describe("a double-click opens the instance of a project, though its first click opens the card and moves the camera", () => {
  test.each([
    ["with nothing selected", null],
    ["while another project's card is open", "Rollizr"],
  ])("%s", async (_when, other) => {
    const path = other === null ? "/ecosystem" : `/ecosystem?project=${other.toLowerCase()}`;
    const page = await signedInPage({ path, motion: "no-preference" });
    await mapOf(page).waitFor();
    if (other !== null) await panelOf(page, other.toUpperCase()).waitFor();
    await mapOf(page).focus();
    const said = async () => (await page.locator("#graph-focus").textContent()) ?? "";
    // In one of these directions is another project than the one that is selected.
    for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]) {
      await page.keyboard.press(key);
      if ((await mapOf(page).locator("> div.border-dashed").count()) > 0) break;
    }
    const [name = ""] = (await said()).split(":");
    const { x, y } = await ringPlace(page, "focused");
    const opened = page.context().waitForEvent("page");
    await page.mouse.dblclick(x, y);
    expect((await opened).url()).toStartWith((await sharedSystem()).hubUrl(name.toLowerCase()));
  });
});

/** Counts the rings that widen once around projects with news. */
async function watchPulses(page: Page): Promise<() => Promise<number>> {
  await mapOf(page).evaluate((map) => {
    const counter = { pulses: 0 };
    Object.assign(window, { counter });
    new MutationObserver((records) => {
      const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
      counter.pulses += added.filter((node) => node instanceof HTMLElement && /beat/.test(node.className)).length;
    }).observe(map, { childList: true });
  });
  return () => page.evaluate(() => (window as unknown as { counter: { pulses: number } }).counter.pulses);
}

test(
  "a status that changed pulses once, a heartbeat never, and nothing for who wants nothing to move",
  async () => {
    const system = await sharedSystem();
    const client = createFederationClient({ url: system.url, apiKey: system.adminKey });
    const statusOf = async (slug: string) => (await client.projects.bySlug.query({ slug })).project;
    const [moving, still] = [await signedInPage({ motion: "no-preference" }), await signedInPage()];
    for (const page of [moving, still]) await page.getByText("Live", { exact: true }).waitFor();
    await eventually(async () => (await statusOf("rollizr")).status === "online", { timeoutMs: silenceShowsWithinMs });
    const [pulses, none] = [await watchPulses(moving), await watchPulses(still)];
    let { lastSeenAt } = await statusOf("rollizr");
    for (let beats = 0; beats < 3; beats++) {
      const before = lastSeenAt;
      await eventually(
        async () => {
          lastSeenAt = (await statusOf("rollizr")).lastSeenAt;
          return lastSeenAt !== before;
        },
        { timeoutMs: silenceShowsWithinMs },
      );
    }
    expect(await pulses()).toBe(0);

    const hub = await system.pidOf("rollizr");
    process.kill(hub, "SIGSTOP");
    try {
      const degraded = (page: Page) => page.getByText(/^Degraded ?1$/).and(page.locator("span"));
      await Promise.all([moving, still].map((page) => degraded(page).waitFor({ timeout: silenceShowsWithinMs })));
      expect(await pulses()).toBe(1);
      expect(await none()).toBe(0);
    } finally {
      process.kill(hub, "SIGCONT");
    }
    await eventually(async () => (await statusOf("rollizr")).status === "online", { timeoutMs: silenceShowsWithinMs });
  },
  6 * silenceShowsWithinMs,
);
