import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Page } from "playwright-core";
import { nowhere, sharedSystem, signedInPage } from "./shared.ts";

/** What a hub was started with: its keys and the addresses of its database and broker. `who` is a slug or `meta`. */
export async function environmentOf(who: string): Promise<NodeJS.Dict<string>> {
  const { dataDir } = await sharedSystem();
  return parseEnv(await readFile(join(dataDir, "env", `${who}.env`), "utf8"));
}

/** Asks a project hub's own API with its key. */
export async function askHub(slug: string, path: string): Promise<Response> {
  const { hubUrl } = await sharedSystem();
  const { HUB_API_KEY = "" } = await environmentOf(slug);
  return fetch(hubUrl(slug) + path, { headers: { "x-api-key": HUB_API_KEY } });
}

/** A project hub's own page, opened by a person from the Meta Hub; `path` is where in it. */
export async function instancePage(
  slug: string,
  { path = "/vislzr", theme = "light" }: { path?: string; theme?: "light" | "dark" } = {},
): Promise<Page> {
  const { url, hubUrl } = await sharedSystem();
  const page = await signedInPage({ theme, path: nowhere });
  await page.goto(`${url}/open/${slug}`);
  await page.waitForURL(`${hubUrl(slug)}/vislzr**`);
  if (path !== "/vislzr") await page.goto(hubUrl(slug) + path);
  return page;
}
