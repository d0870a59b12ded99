import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { createFederationClient, type FederationClient } from "../contracts/client.ts";
import { launchBrowser } from "../e2e/harness/browser.ts";
import { type System, startSystem } from "../e2e/harness/system.ts";
import { alertingScenes, type Scene, scenes } from "./screenshots/scenes.ts";
import { signInLink } from "./start/signInLink.ts";
import { eventually } from "./testing/eventually.ts";

const folder = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));

const usage = `bun run screenshots [--only NAME] [--url ADDRESS --key-file FILE]

Takes every page and state into docs/screenshots/, in both themes and two sizes, from a system of its own, or from the
one at ADDRESS, whose admin key is in FILE: then without those of alerts, for which a hub is held still.
`;

const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

type Place = { url: string; adminKey: string };

/** Asks all projects for a security audit, as a person would, and waits until every one that may be asked has answered. */
async function sweep(client: FederationClient): Promise<string> {
  const asked = { action: "fed.audit.security.sweep", select: { all: true } } as const;
  const planHash = await eventually(
    async () => {
      const { planHash, targets } = await client.actions.plan.query(asked);
      return targets.some(({ decision }) => decision === "offline") ? "" : planHash;
    },
    { timeoutMs: 60_000 },
  );
  const { runId } = await client.actions.start.mutate({ ...asked, planHash, idempotencyKey: crypto.randomUUID() });
  await eventually(async () => (await client.actions.run.query({ runId })).state !== "running", { timeoutMs: 120_000 });
  return runId;
}

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
const given = values.url !== undefined && values["key-file"] !== undefined;
const system = given ? null : await startSystem();
const place: Place = system ?? {
  url: values.url ?? "",
  adminKey: (await Bun.file(values["key-file"] ?? "").text()).trim(),
};
try {
  const client = createFederationClient({ url: place.url, apiKey: place.adminKey });
  const [latest] = given ? await client.actions.runs.query({ limit: 1 }) : [];
  const wanted = scenes(latest?.id ?? (await sweep(client)));
  const browser = await launchBrowser();
  try {
    const chosen = (all: readonly Scene[]) =>
      all.filter(({ name }) => values.only === undefined || name === values.only);
    await take(browser, place, chosen(wanted));
    const alerting = chosen(alertingScenes);
    if (system && alerting.length > 0) await whileSilent(system, client, () => take(browser, place, alerting));
  } finally {
    await browser.close();
  }
} finally {
  await system?.stop();
}
