import type { Page } from "playwright-core";
import { aMinuteLater, type Scene } from "./scene.ts";
import { changeSystemStatus, withoutBroker, withoutDatabase } from "./systemTrouble.ts";

const stream = "**/trpc/live.changes**";

/** A page that has all it asked for, but whose stream of changes never opens. */
async function loseStream(page: Page): Promise<void> {
  await page.clock.install();
  await page.route(stream, (route) => route.abort());
}

async function untilLost(page: Page): Promise<void> {
  await page.getByText(/is lost/).waitFor();
  await page.locator(".skeleton").first().waitFor({ state: "detached" });
}

/** Takes the browser's sign-in away until the page has heard of it: other scenes are taken with it. */
async function signOut(page: Page): Promise<void> {
  const context = page.context();
  const cookies = await context.cookies();
  await context.clearCookies();
  try {
    await page.unroute(stream);
    await page.clock.fastForward(83_000);
    await page.getByText(/^You are signed out/).waitFor({ timeout: 60_000 });
  } finally {
    await context.addCookies(cookies);
  }
}

const seen = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();

/** What a person sees who is not signed in, may not do everything, or has a network or a browser that lacks something. */
export const stateScenes: readonly Scene[] = [
  { name: "login", path: "/login", as: "nobody", until: (page) => page.getByRole("button").first().waitFor() },
  {
    name: "viewer",
    path: "/ecosystem?project=veria",
    as: "viewer",
    prepare: (page) => page.getByRole("complementary").locator("[aria-disabled=true]").first().waitFor(),
  },
  { name: "viewer-actions", path: "/actions", as: "viewer" },
  { name: "viewer-system", path: "/system", as: "viewer" },
  {
    name: "system-no-broker",
    path: "/system",
    before: (page) => changeSystemStatus(page, withoutBroker),
    prepare: seen("Not connected"),
  },
  {
    name: "system-no-database",
    path: "/system",
    before: (page) => changeSystemStatus(page, withoutDatabase),
    until: (page) => page.getByRole("alert").first().waitFor(),
  },
  {
    name: "loading",
    path: "/ecosystem",
    // Never answered: what a slow network shows at first.
    before: (page) => page.route("**/trpc/graph.ecosystem**", () => {}),
    until: (page) => page.getByRole("status").first().waitFor(),
  },
  {
    name: "no-answer",
    path: "/ecosystem",
    before: (page) => page.route("**/trpc/**", (route) => route.abort()),
    until: (page) => page.getByRole("alert").first().waitFor({ timeout: 60_000 }),
  },
  {
    name: "stream-lost",
    path: "/ecosystem",
    before: loseStream,
    until: untilLost,
    prepare: aMinuteLater,
  },
  { name: "signed-out", path: "/ecosystem", before: loseStream, until: untilLost, prepare: signOut },
  {
    name: "no-webgl",
    path: "/ecosystem",
    phone: false,
    before: (page) =>
      page.addInitScript(() => {
        const original = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
          return kind.includes("webgl") ? null : Reflect.apply(original, this, [kind, ...rest]);
        } as typeof original;
      }),
  },
  { name: "not-known", path: "/ecosystem?project=nobody", prepare: seen("This project is not known") },
  { name: "nothing-then", path: "/ecosystem?at=2020-01-01T00:00:00Z", until: seen("No project was known then") },
  {
    name: "wrong-expression",
    path: "/ecosystem?find=risk+%3E+high",
    phone: false,
    prepare: seen(/number/),
  },
  {
    name: "broken-page",
    path: "/alerts",
    // As after an update of the hub that took the files away which an open page still names.
    before: (page) => page.route("**/assets/page-*.js", (route) => route.abort()),
    until: seen("This page failed"),
  },
  { name: "missing-page", path: "/no-such-page", until: seen("There is no such page") },
  {
    name: "instance",
    path: "/open/veria",
    async until(page) {
      await page.waitForURL("**/vislzr**");
      await page.getByRole("region", { name: "Numbers" }).waitFor();
      await page.locator(".skeleton").first().waitFor({ state: "detached" });
    },
  },
];
