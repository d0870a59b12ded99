import { afterAll } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { signInLink } from "../../scripts/start/signInLink.ts";
import { launchBrowser } from "./browser.ts";
import { mapOf } from "./map.ts";
import { type System, startSystem } from "./system.ts";

let system: Promise<System> | undefined;
let browser: Promise<Browser> | undefined;

/** The one system of this run, started when first asked for. */
export function sharedSystem(): Promise<System> {
  system ??= startSystem();
  return system;
}

/** The one browser of this run. Pages are apart: each has a context of its own. */
function sharedBrowser(): Promise<Browser> {
  browser ??= launchBrowser();
  return browser;
}

export type PageOptions = {
  theme?: "light" | "dark";
  path?: string;
  link?: string;
  /** Whether whoever looks lets things move; not unless said, so that pictures stand still. */
  motion?: "no-preference" | "reduce";
};

/** A path where nothing runs, for a page that is led on at once: the map would be drawn for nobody. */
export const nowhere = "/favicon.svg";

const open = new Set<Page>();

/** After each test: its pages are closed, whether it passed or not. */
export async function closePages(): Promise<void> {
  await Promise.all([...open].map((page) => page.context().close()));
  open.clear();
}

const errors = new WeakMap<Page, string[]>();

/** What the page's own code has thrown or logged as an error since it was opened. */
export const errorsOf = (page: Page): string[] => errors.get(page) ?? [];

/** A page of a new browser profile, signed in through a one-time link; `link` is one that a person was given, here or at another Meta Hub. */
export async function signedInPage(options: PageOptions = {}): Promise<Page> {
  const { theme = "light", path = "/ecosystem", link, motion = "reduce" } = options;
  const context = await (await sharedBrowser()).newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    colorScheme: theme,
    reducedMotion: motion,
  });
  const page = await context.newPage();
  open.add(page);
  const found: string[] = [];
  errors.set(page, found);
  page.on("pageerror", (error) => found.push(error.message));
  page.on("console", (message) => message.type() === "error" && found.push(message.text()));
  // Signed in and led to the path at once: to load the map first would cost each test a second page.
  const signIn = new URL(link ?? (await linkOfSharedSystem()));
  signIn.searchParams.set("next", path);
  await page.goto(signIn.href);
  return page;
}

/** Leads a page to the map, as this part of an address asks for it. */
export async function goToMap(page: Page, search = ""): Promise<void> {
  await page.goto(`${(await sharedSystem()).url}/ecosystem${search}`);
  await mapOf(page).waitFor();
}

async function linkOfSharedSystem(): Promise<string> {
  const { url, adminKey } = await sharedSystem();
  return signInLink(url, adminKey);
}

/** In the file that bun test loads first: stops what this run has started, after the last test. */
export function stopAfterLastTest(): void {
  afterAll(async () => {
    await (await browser)?.close();
    await (await system)?.stop();
  });
}
