import { afterAll, afterEach, expect, test } from "bun:test";
import { createFederationClient } from "../contracts/client.ts";
import { fleetScenes } from "../scripts/screenshots/fleetScenes.ts";
import { openScene } from "../scripts/screenshots/openScene.ts";
import type { Scene } from "../scripts/screenshots/scene.ts";
import { startImagined } from "../scripts/screenshots/startImagined.ts";
import { stateScenes } from "../scripts/screenshots/stateScenes.ts";
import { signInLink } from "../scripts/start/signInLink.ts";
import { Lifecycle } from "../server/platform/lifecycle.ts";
import { silentLog } from "../server/platform/log.ts";
import { violationsInBothThemes } from "./harness/accessibility.ts";
import { runAction } from "./harness/runAction.ts";
import { closePages, nowhere, sharedSystem, signedInPage } from "./harness/shared.ts";

const lifecycle = new Lifecycle(silentLog);
afterEach(closePages);
afterAll(() => lifecycle.stop(), 60_000);

/** What axe finds in both themes on a scene of the screenshots, seen by whom it is for. */
async function violationsOf(scene: Scene, hub: { url: string; key: string }): Promise<string[]> {
  const page = await signedInPage({ link: await signInLink(hub.url, hub.key), path: nowhere });
  if (scene.as === "nobody") await page.context().clearCookies();
  try {
    await openScene(page, hub.url, scene);
    return await violationsInBothThemes(page);
  } finally {
    await page.unrouteAll({ behavior: "ignoreErrors" });
  }
}

test.each(stateScenes.map((scene) => [scene.name, scene] as const))(
  "the state %s has no accessibility violation",
  async (_name, scene) => {
    const { url, adminKey } = await sharedSystem();
    const keys = createFederationClient({ url, apiKey: adminKey }).keys;
    const viewer = scene.as === "viewer" ? await keys.create.mutate({ name: "Ada", role: "viewer" }) : null;
    try {
      expect(await violationsOf(scene, { url, key: viewer?.key ?? adminKey })).toEqual([]);
    } finally {
      if (viewer) await keys.revoke.mutate({ id: viewer.id });
    }
  },
  90_000,
);

test("the page of a run has no accessibility violation", async () => {
  const { url, adminKey } = await sharedSystem();
  const runId = await runAction(createFederationClient({ url, apiKey: adminKey }), "fed.refresh.summaries");
  expect(await violationsOf({ name: "run", path: `/actions/${runId}` }, { url, key: adminKey })).toEqual([]);
}, 180_000);

test("the first run, before any project is known, has no accessibility violation", async () => {
  const { url, apiKey } = await startImagined(lifecycle, 0, 0);
  const [first] = fleetScenes.flatMap(({ projects, scenes }) => (projects === 0 ? scenes : []));
  if (first === undefined) throw new Error("there is no picture of the first run");
  expect(await violationsOf(first, { url, key: apiKey })).toEqual([]);
}, 120_000);
