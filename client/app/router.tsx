import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { parseAlertsSearch } from "../alerts/search.ts";
import { parseEcosystemSearch } from "../ecosystem/search.ts";
import { parseInstanceSearch } from "../instance/search.ts";
import { parseProjectSearch } from "../projects/search.ts";
import { BrokenPage } from "./brokenPage.tsx";
import { MetaLayout } from "./layout.tsx";
import { MissingPage } from "./missingPage.tsx";
import { parseQuery, writeQuery } from "./searchParams.ts";

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage });

const meta = createRoute({ getParentRoute: () => root, id: "meta", component: MetaLayout });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/ecosystem" });
  },
});

const ecosystem = createRoute({
  getParentRoute: () => meta,
  path: "/ecosystem",
  validateSearch: parseEcosystemSearch,
  component: lazyRouteComponent(() => {
    // The canvas's code is wanted a moment later: asked for now, it comes at the same time.
    void import("../graph/renderer/renderer.ts");
    return import("../ecosystem/page.tsx");
  }, "EcosystemPage"),
});

const project = createRoute({
  getParentRoute: () => meta,
  path: "/projects/$slug",
  validateSearch: parseProjectSearch,
  component: lazyRouteComponent(() => import("../projects/page.tsx"), "ProjectPage"),
});

const actions = createRoute({
  getParentRoute: () => meta,
  path: "/actions",
  component: lazyRouteComponent(() => import("../actions/page.tsx"), "ActionsPage"),
});

const run = createRoute({
  getParentRoute: () => meta,
  path: "/actions/$runId",
  component: lazyRouteComponent(() => import("../actions/runPage.tsx"), "RunPage"),
});

const alerts = createRoute({
  getParentRoute: () => meta,
  path: "/alerts",
  validateSearch: parseAlertsSearch,
  component: lazyRouteComponent(() => import("../alerts/page.tsx"), "AlertsPage"),
});

const system = createRoute({
  getParentRoute: () => meta,
  path: "/system",
  component: lazyRouteComponent(() => import("../system/page.tsx"), "SystemPage"),
});

/** The page of one project's own hub: the same build, another server. */
const instance = createRoute({
  getParentRoute: () => root,
  path: "/vislzr",
  validateSearch: parseInstanceSearch,
  component: lazyRouteComponent(() => import("../instance/page.tsx"), "InstancePage"),
});

const routeTree = root.addChildren([
  home,
  meta.addChildren([ecosystem, project, actions, run, alerts, system]),
  instance,
]);

/** Every page of both servers, by its address. */
export const router = createRouter({
  routeTree,
  defaultErrorComponent: BrokenPage,
  parseSearch: parseQuery,
  stringifySearch: writeQuery,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
