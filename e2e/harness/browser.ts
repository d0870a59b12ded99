import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { bundledChromium, type Chromium } from "./bundledChromium.ts";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** WebGL in software, so that pictures and timings do not depend on a graphics card; and nobody phones home. */
const flags = [
  "--no-sandbox",
  "--use-angle=swiftshader-webgl",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--no-first-run",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
  // Letters where the type says, not where whole pixels are: else words in pictures are unevenly spaced.
  "--font-render-hinting=none",
];

/** What to say where there is none. */
export const howToGetBrowser = "No Chromium found. Install one, or set CHROMIUM_PATH to its executable.";

/** `CHROMIUM_PATH`, else one installed on the system, else the one that comes with `bun install`, else null. */
export async function findChromium(): Promise<Chromium | null> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return { executablePath: given, env: {} };
  const executablePath = installed.find((path) => existsSync(path));
  return executablePath === undefined ? bundledChromium() : { executablePath, env: {} };
}

/** Starts a headless browser with WebGL2. */
export async function launchBrowser(): Promise<Browser> {
  const found = await findChromium();
  if (found === null) throw new Error(howToGetBrowser);
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return chromium.launch({
    executablePath: found.executablePath,
    args: flags,
    env: { ...Object.fromEntries(inherited), ...found.env },
  });
}
