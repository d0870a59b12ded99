import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { createFederationClient, type FederationClient } from "../contracts/client.ts";
import { launchBrowser } from "../e2e/harness/browser.ts";
import { runAction } from "../e2e/harness/runAction.ts";
import { type System, startSystem } from "../e2e/harness/system.ts";
import { Lifecycle } from "../server/platform/lifecycle.ts";
import { silentLog } from "../server/platform/log.ts";
import { alertingScenes, fleetScenes, type Scene, scenes } from "./screenshots/scenes.ts";
import { startImagined } from "./screenshots/startImagined.ts";
import { signInLink } from "./start/signInLink.ts";
import { eventually } from "./testing/eventually.ts";

const folder = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));

const usage = `bun run screenshots [--only NAME] [--url ADDRESS --key-file FILE]

Takes every page and state into docs/screenshots/, in both themes and two sizes, from a system of its own and from two
imagined fleets; or from the system at ADDRESS, whose admin key is in FILE: then without the fleets, and without alerts,
for which a hub is held still.
`;

const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

type Place = { url: string; adminKey: string };

/** Holds a project's hub still until an alert tells of it, and lets it go on after `work`. */
async function whileSilent(system: System, client: FederationClient, work: () => Promise<void>): Promise<void> {
  const hub = await system.pidOf("rollizr");
  process.kill(hub, "SIGSTOP");
  try {
    const firing = { status: "open", project: "rollizr" } as const;
    await eventually(async () => (await client.alerts.list.query(firing)).length > 0, { timeoutMs: 90_000 });
    await work();
  } finally {
    process.kill(hub, "SIGCONT");
  }
}

async function take(browser: Browser, { url, adminKey }: Place, wanted: readonly Scene[]): Promise<void> {
  for (const theme of ["dark", "light"] as const) {
    for (const [size, viewport] of Object.entries(sizes)) {
      const context = await browser.newContext({
        viewport,
        colorScheme: theme,
        reducedMotion: "reduce",
        locale: "en-US",
      });
      const page = await context.newPage();
      await page.goto(await signInLink(url, adminKey));
      for (const { name, path, phone = true, prepare } of wanted) {
        if (size === "phone" && !phone) continue;
        await page.goto(url + path);
        await page.getByText("Live", { exact: true }).waitFor();
        await page.locator(".skeleton").first().waitFor({ state: "detached" });
        await prepare?.(page);
        await page.evaluate(async () => {
          await document.fonts.ready;
          for (let frame = 0; frame < 20; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
        });
        const path_ = `${folder}${name}-${theme}${size === "phone" ? "-phone" : ""}.png`;
        await page.screenshot({ path: path_, animations: "disabled" });
      }
      await context.close();
    }
  }
}

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    url: { type: "string" },
    "key-file": { type: "string" },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}

await mkdir(folder, { recursive: true });
const chosen = (all: readonly Scene[]) => all.filter(({ name }) => values.only === undefined || name === values.only);

/** The scenes of a system with the sample projects: one of its own, or one that runs already. */
async function takeSystem(browser: Browser, given: Place | null): Promise<void> {
  if (chosen([...scenes(""), ...alertingScenes]).length === 0) return;
  const system = given === null ? await startSystem() : null;
  const place = given ?? system;
  if (place === null) return;
  try {
    const client = createFederationClient({ url: place.url, apiKey: place.adminKey });
    const [latest] = given ? await client.actions.runs.query({ limit: 1 }) : [];
    await take(browser, place, chosen(scenes(latest?.id ?? (await runAction(client, "fed.audit.security.sweep")))));
    const alerting = chosen(alertingScenes);
    if (system && alerting.length > 0) await whileSilent(system, client, () => take(browser, place, alerting));
  } finally {
    await system?.stop();
  }
}

/** The scenes of fleets, each on a Meta Hub of its own with an imagined ecosystem. */
async function takeFleets(browser: Browser): Promise<void> {
  for (const { projects, edges, scenes } of fleetScenes) {
    const wanted = chosen(scenes);
    if (wanted.length === 0) continue;
    const lifecycle = new Lifecycle(silentLog);
    try {
      const { url, apiKey } = await startImagined(lifecycle, projects, edges);
      await take(browser, { url, adminKey: apiKey }, wanted);
    } finally {
      await lifecycle.stop();
    }
  }
}

const browser = await launchBrowser();
try {
  if (values.url !== undefined && values["key-file"] !== undefined) {
    await takeSystem(browser, { url: values.url, adminKey: (await Bun.file(values["key-file"]).text()).trim() });
  } else {
    await takeSystem(browser, null);
    await takeFleets(browser);
  }
} finally {
  await browser.close();
}
