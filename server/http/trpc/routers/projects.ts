import { z } from "zod";
import type { ProjectCard } from "../../../../contracts/graph.ts";
import { slug } from "../../../../contracts/names.ts";
import {
  admitProject as admitInput,
  type DeclarationsApplied,
  type ProjectRow,
  projectsPageQuery,
  type StatusChange,
  statusHistoryQuery,
} from "../../../../contracts/projects.ts";
import type { ProjectVerification } from "../../../../contracts/surface.ts";
import { admitProject } from "../../../federation/catalog/admitProject.ts";
import { archiveProject } from "../../../federation/catalog/archiveProject.ts";
import { listProjects } from "../../../federation/catalog/listProjects.ts";
import { listStatusHistory } from "../../../federation/catalog/listStatusHistory.ts";
import { getProject } from "../../../federation/graph/getProject.ts";
import { authorOf, procedure, router } from "../init.ts";

export const projectsRouter = router({
  /** Every project that matches, or a page of them, with its headline numbers. */
  list: procedure
    .input(projectsPageQuery.default({}))
    .query(({ ctx, input }): Promise<ProjectRow[]> => listProjects(ctx.fed, input)),

  /** One project opened: hubs, edges, alerts. `not_found` when there is none of that name. */
  bySlug: procedure
    .input(z.strictObject({ slug }))
    .query(({ ctx, input }): Promise<ProjectCard> => getProject(ctx.fed, input)),

  /** Tries every endpoint of every declared project now. Answers when all have answered or had their time. */
  verify: procedure
    .input(z.strictObject({}).default({}))
    .mutation(({ ctx }): Promise<ProjectVerification[]> => ctx.runtime.verifyNow()),

  /** How a project stood, oldest change first. */
  history: procedure
    .input(statusHistoryQuery)
    .query(({ ctx, input }): Promise<StatusChange[]> => listStatusHistory(ctx.fed, input)),

  /** Declares a discovered or archived project that `projects.yaml` does not name, at an address the admin vouches for. */
  admit: procedure
    .input(admitInput)
    .mutation(({ ctx, input }): Promise<ProjectRow> => admitProject(ctx.fed, input, authorOf(ctx))),

  /** Takes a project off the map, with its history kept. `conflict` for one that `projects.yaml` declares. */
  archive: procedure
    .input(z.strictObject({ slug }))
    .mutation(({ ctx, input }): Promise<{ slug: string }> => archiveProject(ctx.fed, input, authorOf(ctx))),

  /** Applies `projects.yaml` now. Without `force`, `conflict` when that would archive more than 30 % at once. */
  reconcile: procedure
    .input(z.strictObject({ force: z.boolean().default(false) }).default({ force: false }))
    .mutation(({ ctx, input }): Promise<DeclarationsApplied> => ctx.runtime.reconcile({ ...input, by: authorOf(ctx) })),
});
