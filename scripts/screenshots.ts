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
import { buildClient } from "./build.ts";
import { fleetScenes } from "./screenshots/fleetScenes.ts";
import { imagineEcosystem } from "./screenshots/imagineEcosystem.ts";
import { makeEventful } from "./screenshots/makeEventful.ts";
import type { Scene } from "./screenshots/scene.ts";
import { alertingScenes, scenes } from "./screenshots/scenes.ts";
import { startImagined } from "./screenshots/startImagined.ts";
import { stateScenes } from "./screenshots/stateScenes.ts";
import { type Place, take } from "./screenshots/take.ts";
import { eventually } from "./testing/eventually.ts";

const folder = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));

const usage = `bun run screenshots [--only NAME]... [--url ADDRESS --key-file FILE]

Takes every page and state into docs/screenshots/, in both themes and two sizes, from a system of its own and from imagined
fleets; or from the system at ADDRESS, whose admin key is in FILE: then without the fleets, and without alerts,
for which a hub is held still.
`;

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

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
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
const chosen = (all: readonly Scene[]) =>
  all.filter(({ name }) => values.only === undefined || values.only.includes(name));

/** The scenes of a system with the sample projects: one of its own, or one that runs already. */
async function takeSystem(browser: Browser, given: Place | null): Promise<void> {
  if (chosen([...scenes(""), ...stateScenes, ...alertingScenes]).length === 0) return;
  const system = given === null ? await startSystem() : null;
  const place = given ?? system;
  if (place === null) return;
  try {
    const client = createFederationClient({ url: place.url, apiKey: place.adminKey });
    await take(browser, place, chosen(stateScenes), folder);
    if (chosen(scenes("")).length > 0) {
      const [latest] = given ? await client.actions.runs.query({ limit: 1 }) : [];
      const runId = latest?.id ?? (await runAction(client, "fed.audit.security.sweep"));
      await take(browser, place, chosen(scenes(runId)), folder);
    }
    const alerting = chosen(alertingScenes);
    if (system && alerting.length > 0) await whileSilent(system, client, () => take(browser, place, alerting, folder));
  } finally {
    await system?.stop();
  }
}

/** The scenes of fleets, each on a Meta Hub of its own with an imagined ecosystem. */
async function takeFleets(browser: Browser): Promise<void> {
  await buildClient();
  for (const { projects, edges, eventful, scenes } of fleetScenes) {
    const wanted = chosen(scenes);
    if (wanted.length === 0) continue;
    const lifecycle = new Lifecycle(silentLog);
    try {
      const hub = await startImagined(lifecycle, projects, edges);
      if (eventful) await makeEventful(hub, imagineEcosystem(projects, edges));
      await take(browser, { url: hub.url, adminKey: hub.apiKey }, wanted, folder);
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
