import type { Browser, BrowserContext } from "playwright-core";
import { createFederationClient } from "../../contracts/client.ts";
import { signInLink } from "../start/signInLink.ts";
import { openScene } from "./openScene.ts";
import { fileOf, isTakenIn, type Scene, sizes, themes } from "./scene.ts";

/** A Meta Hub that runs, and its admin key. */
export type Place = { url: string; adminKey: string };

/** Takes the scenes of a Meta Hub into a folder, in both themes and two sizes. */
export async function take(browser: Browser, place: Place, wanted: readonly Scene[], folder: string): Promise<void> {
  const keys = createFederationClient({ url: place.url, apiKey: place.adminKey }).keys;
  const viewer = wanted.some(({ as }) => as === "viewer")
    ? await keys.create.mutate({ name: "Ada", role: "viewer" })
    : null;
  try {
    await takeAll(browser, { ...place, viewerKey: viewer?.key ?? null }, wanted, folder);
  } finally {
    if (viewer) await keys.revoke.mutate({ id: viewer.id });
  }
}

type Keys = Place & { viewerKey: string | null };

async function takeAll(browser: Browser, place: Keys, wanted: readonly Scene[], folder: string): Promise<void> {
  for (const theme of themes) {
    for (const size of ["wide", "phone"] as const) {
      const shown = wanted.filter((scene) => isTakenIn(scene, size));
      for (const [who, scenes] of Map.groupBy(shown, ({ as }) => as ?? "admin")) {
        const look = { viewport: sizes[size], colorScheme: theme, reducedMotion: "reduce", locale: "en-US" } as const;
        const context = await browser.newContext(look);
        if (who !== "nobody") {
          const page = await context.newPage();
          await page.goto(await signInLink(place.url, (who === "viewer" ? place.viewerKey : null) ?? place.adminKey));
          await page.close();
        }
        for (const scene of scenes) await takeOne(context, place, scene, folder + fileOf(scene, theme, size));
        await context.close();
      }
    }
  }
}

async function takeOne(context: BrowserContext, { url }: Place, scene: Scene, file: string): Promise<void> {
  const page = await context.newPage();
  try {
    await openScene(page, url, scene);
    await page.evaluate(async () => {
      await document.fonts.ready;
      for (let frame = 0; frame < 20; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
    });
    await page.screenshot({ path: file, animations: "disabled" });
  } finally {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.close();
  }
}
