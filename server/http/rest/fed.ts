import { slug as slugSchema } from "../../../contracts/names.ts";
import { listAlerts } from "../../federation/alerts/listAlerts.ts";
import { getProject } from "../../federation/catalog/getProject.ts";
import { listProjects } from "../../federation/catalog/listProjects.ts";
import type { FederationContext } from "../../federation/context.ts";
import { getGraph } from "../../federation/integrations/getGraph.ts";
import { listSeries } from "../../federation/metrics/listSeries.ts";
import { AppError } from "../../platform/errors.ts";
import { parseQuery, restQuery } from "./query.ts";
import { toEcosystemGraph, toFedAlert, toFedProject } from "./shapes.ts";

/** What one read-only route answers: a value of its contract's shape, before it is written as JSON. */
export type FedRoute = (ctx: FederationContext, url: string, name: string) => Promise<unknown>;

/** A name in a path that cannot be a slug names no project: 404, as for any other unknown one. */
function knownSlug(name: string): string {
  const parsed = slugSchema.safeParse(name);
  if (!parsed.success) throw new AppError("not_found", `No project is called "${name.slice(0, 100)}".`);
  return parsed.data;
}

/** Every route of `/api/fed`, by its path. `:name` is the slug of a project. */
export const fedRoutes = {
  "/api/fed/projects": async (ctx, url) => {
    const rows = await listProjects(ctx, parseQuery(restQuery.projects, url));
    return rows.map(toFedProject);
  },
  "/api/fed/projects/:name": async (ctx, url, name) => {
    parseQuery(restQuery.project, url);
    return toFedProject((await getProject(ctx, { slug: knownSlug(name) })).project);
  },
  "/api/fed/graph": async (ctx, url) => {
    const { at } = parseQuery(restQuery.graph, url);
    return toEcosystemGraph(await getGraph(ctx, at === undefined ? {} : { at }));
  },
  "/api/fed/metrics/:name": async (ctx, url, name) =>
    listSeries(ctx, { ...parseQuery(restQuery.metrics, url), project: knownSlug(name) }),
  "/api/fed/alerts": async (ctx, url) => {
    const { status } = parseQuery(restQuery.alerts, url);
    const rows = await listAlerts(ctx, status === undefined ? { limit: 1000 } : { status, limit: 1000 });
    return rows.map(toFedAlert);
  },
} satisfies Record<string, FedRoute>;
