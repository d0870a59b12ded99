import type { Browser, BrowserContext } from "playwright-core";
import { createFederationClient } from "../../contracts/client.ts";
import { signInLink } from "../start/signInLink.ts";
import type { Scene } from "./scene.ts";

/** A Meta Hub that runs, and its admin key. */
export type Place = { url: string; adminKey: string };

const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

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
  for (const theme of ["dark", "light"] as const) {
    for (const [size, viewport] of Object.entries(sizes)) {
      const suffix = `${theme}${size === "phone" ? "-phone" : ""}`;
      const shown = wanted.filter(({ phone = true }) => phone || size === "wide");
      for (const [who, scenes] of Map.groupBy(shown, ({ as }) => as ?? "admin")) {
        const look = { viewport, colorScheme: theme, reducedMotion: "reduce", locale: "en-US" } as const;
        const context = await browser.newContext(look);
        if (who !== "nobody") {
          const page = await context.newPage();
          await page.goto(await signInLink(place.url, (who === "viewer" ? place.viewerKey : null) ?? place.adminKey));
          await page.close();
        }
        for (const scene of scenes) await takeOne(context, place, scene, `${folder}${scene.name}-${suffix}.png`);
        await context.close();
      }
    }
  }
}

async function takeOne(context: BrowserContext, { url }: Place, scene: Scene, file: string): Promise<void> {
  const { path, before, until, prepare } = scene;
  const page = await context.newPage();
  try {
    await before?.(page);
    await page.goto(url + (typeof path === "string" ? path : path()));
    if (until) await until(page);
    else {
      await page.getByText("Live", { exact: true }).waitFor();
      await page.locator(".skeleton").first().waitFor({ state: "detached" });
    }
    await prepare?.(page);
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
