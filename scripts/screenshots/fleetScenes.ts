import type { Page } from "playwright-core";
import { imagineEcosystem } from "./imagineEcosystem.ts";
import { troubledHoursAgo } from "./imaginePast.ts";
import { unsteady } from "./makeEventful.ts";
import type { Scene } from "./scene.ts";

/** Pictures of imagined fleets: how many projects and integrations, and whether they are given a past and things to tell. */
export type FleetScenes = { projects: number; edges: number; eventful?: boolean; scenes: readonly Scene[] };

const silent = imagineEcosystem(50, 200).projects.find(({ health }) => health === null);

const troubledMoment = () => new Date(Date.now() - troubledHoursAgo * 3_600_000).toISOString();

/** Opens a run from the list of them; 0 is the newest. */
const openRun = (page: Page, place: number) =>
  page.getByRole("region", { name: "Runs, newest first" }).getByRole("link").nth(place).click();

/** Draws a line around a part of the map, without letting go. */
async function drawLasso(page: Page): Promise<void> {
  await page.getByRole("button", { name: /lasso/ }).click();
  const map = await page.getByRole("application").boundingBox();
  if (map === null) throw new Error("there is no map");
  const around = ([x, y]: readonly [number, number]) => [map.x + x * map.width, map.y + y * map.height] as const;
  await page.mouse.move(...around([0.35, 0.2]));
  await page.mouse.down();
  for (const corner of [
    [0.62, 0.16],
    [0.72, 0.5],
    [0.5, 0.72],
    [0.33, 0.5],
    [0.34, 0.26],
  ] as const) {
    await page.mouse.move(...around(corner), { steps: 8 });
  }
}

/** What a person sees who has no project yet, many, or very many. */
export const fleetScenes: readonly FleetScenes[] = [
  { projects: 0, edges: 0, scenes: [{ name: "first-run", path: "/ecosystem" }] },
  {
    projects: 50,
    edges: 200,
    scenes: [
      { name: "fleet-50", path: "/ecosystem" },
      { name: "fleet-50-filtered", path: "/ecosystem?status=degraded&status=offline" },
      { name: "fleet-50-lasso", path: "/ecosystem", phone: false, prepare: drawLasso },
      { name: "fleet-50-domains", path: "/ecosystem?domains=true&overlay=risk", phone: false },
      { name: "fleet-50-compliance", path: "/ecosystem?overlay=compliance", phone: false },
      { name: "fleet-50-freshness", path: "/ecosystem?overlay=freshness", phone: false },
      { name: "fleet-50-card", path: "/ecosystem?project=gateway-engine", phone: false },
      { name: "card-offline", path: `/ecosystem?project=${silent?.declared.slug}` },
    ],
  },
  {
    projects: 50,
    edges: 200,
    eventful: true,
    scenes: [
      { name: "past", path: () => `/ecosystem?time=24h&at=${troubledMoment()}` },
      {
        name: "playing",
        path: "/ecosystem?time=24h",
        phone: false,
        async prepare(page) {
          await page.getByRole("button", { name: "Play" }).click();
          await page.getByText(/^as it was/).waitFor();
        },
      },
      { name: "fleet-changes", path: "/ecosystem?since=24h" },
      {
        name: "edge-history",
        path: "/ecosystem?project=gateway-engine",
        async prepare(page) {
          const edges = page.getByRole("region", { name: "Integrations" });
          await edges.getByRole("button").first().click();
          await page.getByRole("region", { name: "Strength over time" }).locator("canvas").waitFor();
        },
      },
      {
        name: "dormant",
        path: "/ecosystem?dormant=true&project=gateway-engine",
        async prepare(page) {
          const edges = page.getByRole("region", { name: "Integrations" });
          const dormant = edges.getByRole("button", { name: /dormant/ }).first();
          const more = edges.getByRole("button", { name: / more$/ });
          // The weakest come last, and a card begins with the strongest few.
          await edges.getByRole("button").first().waitFor();
          while (!(await dormant.isVisible()) && (await more.isVisible())) await more.click();
          await dormant.click();
          await page.getByRole("heading", { name: "Proofs" }).waitFor();
        },
      },
      {
        name: "sweep-running",
        path: "/actions",
        async prepare(page) {
          await openRun(page, 0);
          await page.getByRole("link", { name: "On the map" }).click();
          await page.getByRole("button", { name: "Cancel" }).waitFor();
        },
      },
      {
        name: "run-failed",
        path: "/actions",
        async prepare(page) {
          await openRun(page, 1);
          await page.getByRole("button", { name: /^Retry/ }).waitFor();
        },
      },
      {
        name: "run-canary",
        path: "/actions",
        async prepare(page) {
          await openRun(page, 2);
          await page.getByText(/asked first/).waitFor();
        },
      },
      {
        name: "run-cancelled",
        path: "/actions",
        async prepare(page) {
          await openRun(page, 3);
          await page.getByText(/^Cancelled by/).waitFor();
        },
      },
      {
        name: "card-flapping",
        path: `/ecosystem?project=${unsteady}`,
        prepare: (page) => page.getByText(/changes too often/).waitFor(),
      },
      { name: "alerts-acknowledged", path: "/alerts?status=acknowledged" },
      { name: "alerts-resolved", path: "/alerts?status=resolved" },
      { name: "alerts-by-rule", path: "/alerts?by=rule" },
      { name: "silences", path: "/alerts" },
      {
        name: "quarantine",
        path: "/system",
        prepare: (page) => page.getByRole("region", { name: "Quarantine" }).scrollIntoViewIfNeeded(),
      },
      { name: "project-history", path: "/projects/gateway-engine" },
    ],
  },
  {
    projects: 1000,
    edges: 3000,
    scenes: [
      { name: "fleet-1000", path: "/ecosystem?domains=true", phone: false },
      {
        name: "fleet-1000-near",
        path: "/ecosystem",
        phone: false,
        async prepare(page) {
          for (let step = 0; step < 4; step++) await page.getByRole("button", { name: "Zoom in" }).click();
        },
      },
      { name: "fleet-1000-table", path: "/ecosystem?view=table&sort=risk&order=desc" },
    ],
  },
];
