import type { Page } from "playwright-core";
import { aMinuteLater, type Scene } from "./scene.ts";

const dialog = (page: Page) => page.getByRole("dialog").waitFor();

/** Does what the palette calls so, in both sizes. */
async function command(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Go to (Ctrl K)" }).click();
  await page.getByRole("option", { name }).click();
}

/** What a person sees while a project is silent and an alert tells of it. */
export const alertingScenes: readonly Scene[] = [
  { name: "ecosystem-offline", path: "/ecosystem" },
  { name: "alerts", path: "/alerts" },
  { name: "viewer-alerts", path: "/alerts", as: "viewer" },
  {
    name: "silence",
    path: "/alerts",
    async prepare(page) {
      await page.getByRole("button", { name: "Silence", exact: true }).first().click();
      await dialog(page);
    },
  },
];

/** The pages and states that a person sees, on a system with the sample projects where one security sweep has run. */
export function scenes(runId: string): Scene[] {
  return [
    { name: "ecosystem", path: "/ecosystem" },
    { name: "ecosystem-risk", path: "/ecosystem?overlay=risk", phone: false },
    { name: "card", path: "/ecosystem?project=veria" },
    {
      name: "edge",
      path: "/ecosystem?project=veria",
      async prepare(page) {
        await page.getByRole("button", { name: /queue/ }).first().click();
        await page.getByRole("heading", { name: "Proofs" }).waitFor();
      },
    },
    {
      name: "card-end",
      path: "/ecosystem?project=veria",
      prepare: (page) => page.getByRole("region", { name: "Recent runs" }).scrollIntoViewIfNeeded(),
    },
    {
      name: "filters",
      path: "/ecosystem",
      wide: false,
      prepare: (page) => page.getByRole("button", { name: "Show filters" }).click(),
    },
    { name: "table", path: "/ecosystem?view=table&sort=risk&order=desc" },
    {
      name: "table-columns",
      path: "/ecosystem?view=table&fold=domain&fold=files&fold=symbols&fold=tasks&fold=latency&more=integrations&more=compliance&more=tags&more=reason&pick=veria",
      phone: false,
    },
    { name: "time", path: "/ecosystem?time=24h" },
    { name: "changes", path: "/ecosystem?since=24h" },
    { name: "picked", path: "/ecosystem?pick=veria&pick=rollizr" },
    { name: "sweep", path: `/ecosystem?run=${runId}&overlay=receipts` },
    {
      name: "plan",
      path: "/ecosystem",
      async prepare(page) {
        // A telephone has it in a menu.
        const more = page.getByRole("button", { name: "More", exact: true });
        if (await more.isVisible()) await more.click();
        await page.getByRole("button", { name: "Global Security Sweep" }).click();
        await page.getByRole("heading", { name: "Will run" }).waitFor();
      },
    },
    { name: "nothing", path: "/ecosystem?text=nobody-is-called-this" },
    { name: "actions", path: "/actions" },
    { name: "run", path: `/actions/${runId}` },
    { name: "alerts-none", path: "/alerts" },
    { name: "project", path: "/projects/veria" },
    { name: "system", path: "/system" },
    {
      name: "palette",
      path: "/ecosystem",
      async prepare(page) {
        await page.getByRole("button", { name: "Go to (Ctrl K)" }).click();
        await dialog(page);
      },
    },
    {
      name: "help",
      path: "/ecosystem",
      async prepare(page) {
        await command(page, "Keyboard help");
        await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
      },
    },
    {
      name: "paused",
      path: "/ecosystem",
      before: (page) => page.clock.install(),
      async prepare(page) {
        await command(page, "Pause live changes");
        await aMinuteLater(page);
      },
    },
  ];
}
