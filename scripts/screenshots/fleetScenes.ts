import type { Scene } from "./scene.ts";

/** Pictures of imagined fleets: how many projects and integrations, and whether they are given a past and things to tell. */
export type FleetScenes = { projects: number; edges: number; eventful?: boolean; scenes: readonly Scene[] };

/** What a person sees who has no project yet, many, or very many. */
export const fleetScenes: readonly FleetScenes[] = [
  { projects: 0, edges: 0, scenes: [{ name: "first-run", path: "/ecosystem" }] },
  {
    projects: 50,
    edges: 200,
    scenes: [
      { name: "fleet-50", path: "/ecosystem", phone: false },
      { name: "fleet-50-domains", path: "/ecosystem?domains=true&overlay=risk", phone: false },
      { name: "fleet-50-compliance", path: "/ecosystem?overlay=compliance", phone: false },
      { name: "fleet-50-freshness", path: "/ecosystem?overlay=freshness", phone: false },
      { name: "fleet-50-card", path: "/ecosystem?project=gateway-engine", phone: false },
    ],
  },
  {
    projects: 50,
    edges: 200,
    eventful: true,
    scenes: [
      { name: "past", path: () => `/ecosystem?time=24h&at=${new Date(Date.now() - 1000).toISOString()}`, phone: false },
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
