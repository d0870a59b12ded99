import type { Page } from "playwright-core";
import { aMinuteLater, type Scene } from "./scene.ts";

const seen = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();

/** What a person sees who is not signed in, may not do everything, or has a network or a browser that lacks something. */
export const stateScenes: readonly Scene[] = [
  { name: "login", path: "/login", as: "nobody", until: (page) => page.getByRole("button").first().waitFor() },
  {
    name: "viewer",
    path: "/ecosystem?project=veria",
    as: "viewer",
    prepare: seen("This needs the role operator; you are viewer."),
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
    async before(page) {
      await page.clock.install();
      await page.route("**/trpc/live.changes**", (route) => route.abort());
    },
    until: seen(/is lost/),
    async prepare(page) {
      await page.locator(".skeleton").first().waitFor({ state: "detached" });
      await aMinuteLater(page);
    },
  },
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
