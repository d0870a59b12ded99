import { z } from "zod";
import { fedAlert } from "../../../contracts/alerts.ts";
import { ecosystemGraph } from "../../../contracts/graph.ts";
import { fedMetrics } from "../../../contracts/metrics.ts";
import { slug as slugSchema } from "../../../contracts/names.ts";
import { fedProject } from "../../../contracts/projects.ts";
import { listAlerts } from "../../federation/alerts/listAlerts.ts";
import { findProject } from "../../federation/catalog/findProject.ts";
import { listProjects } from "../../federation/catalog/listProjects.ts";
import type { FederationContext } from "../../federation/context.ts";
import { getGraph } from "../../federation/graph/getGraph.ts";
import { listSeries } from "../../federation/metrics/listSeries.ts";
import { AppError } from "../../platform/errors.ts";
import { parseQuery, restQuery } from "./query.ts";
import { toEcosystemGraph, toFedAlert, toFedMetrics, toFedProject } from "./shapes.ts";

/**
 * One read-only route: what it may be asked, what it answers, and how. The description of the API is made from the same
 * schemas.
 */
export type FedRoute = {
  /** What generated clients call it. */
  id: string;
  summary: string;
  query: z.ZodType;
  answer: z.ZodType;
  read(ctx: FederationContext, url: string, name: string): Promise<unknown>;
};

/** A route whose reading fits its schemas. `name` is what stands in the path for `:name`. */
function route<Query extends z.ZodType, Answer extends z.ZodType>(options: {
  id: string;
  summary: string;
  query: Query;
  answer: Answer;
  read(ctx: FederationContext, query: z.output<Query>, name: string): Promise<z.input<Answer>>;
}): FedRoute {
  const { id, summary, query, answer, read } = options;
  return { id, summary, query, answer, read: (ctx, url, name) => read(ctx, parseQuery(query, url), name) };
}

/** A name in a path that cannot be a slug names no project: 404, as for any other unknown one. */
function knownSlug(name: string): string {
  const parsed = slugSchema.safeParse(name);
  if (!parsed.success) throw new AppError("not_found", `No project is called "${name.slice(0, 100)}".`);
  return parsed.data;
}

/** Every route of `/api/fed`, by its path. `:name` is the slug of a project. */
export const fedRoutes: Readonly<Record<string, FedRoute>> = {
  "/api/fed/projects": route({
    id: "listProjects",
    summary: "Every project that is not archived, with its headline numbers. What is unknown is null.",
    query: restQuery.projects,
    answer: z.array(fedProject),
    read: async (ctx, query) => (await listProjects(ctx, query)).map(toFedProject),
  }),
  "/api/fed/projects/:name": route({
    id: "getProject",
    summary: "One project, as in the list.",
    query: restQuery.project,
    answer: fedProject,
    read: async (ctx, _query, name) => toFedProject(await findProject(ctx, knownSlug(name))),
  }),
  "/api/fed/graph": route({
    id: "getGraph",
    summary: "The ecosystem: projects, and the integrations between them. Risk is 0..100 or null, strength 0..1.",
    query: restQuery.graph,
    answer: ecosystemGraph,
    read: async (ctx, { at }) => toEcosystemGraph(await getGraph(ctx, at === undefined ? {} : { at })),
  }),
  "/api/fed/metrics/:name": route({
    id: "getMetrics",
    summary: "The history of one project's metrics, oldest point first.",
    query: restQuery.metrics,
    answer: fedMetrics,
    read: async (ctx, query, name) => toFedMetrics(await listSeries(ctx, { ...query, project: knownSlug(name) })),
  }),
  "/api/fed/alerts": route({
    id: "listAlerts",
    summary: "The newest thousand alerts, newest first.",
    query: restQuery.alerts,
    answer: z.array(fedAlert),
    read: async (ctx, { status }) =>
      (await listAlerts(ctx, status === undefined ? { limit: 1000 } : { status, limit: 1000 })).map(toFedAlert),
  }),
};
