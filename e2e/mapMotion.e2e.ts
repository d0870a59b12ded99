import { afterEach, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { createFederationClient } from "../contracts/client.ts";
import { eventually } from "../scripts/testing/eventually.ts";
import { mapOf, ringPlace } from "./harness/map.ts";
import { closePages, errorsOf, sharedSystem, signedInPage } from "./harness/shared.ts";

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
