import { z } from "zod";
import type { ProjectCard } from "../../../../contracts/graph.ts";
import { slug } from "../../../../contracts/names.ts";
import { listProjectsQuery, type ProjectRow } from "../../../../contracts/projects.ts";
import type { ProjectVerification } from "../../../../contracts/surface.ts";
import { getProject } from "../../../federation/catalog/getProject.ts";
import { listProjects } from "../../../federation/catalog/listProjects.ts";
import { procedure, router } from "../init.ts";

export const projectsRouter = router({
  /** Every project that matches, with its headline numbers. */
  list: procedure
    .input(listProjectsQuery.default({}))
    .query(({ ctx, input }): Promise<ProjectRow[]> => listProjects(ctx.fed, input)),

  /** One project opened: hubs, edges, alerts. `not_found` when there is none of that name. */
  bySlug: procedure
    .input(z.strictObject({ slug }))
    .query(({ ctx, input }): Promise<ProjectCard> => getProject(ctx.fed, input)),

  /** Tries every endpoint of every declared project now. Answers when all have answered or had their time. */
  verify: procedure.mutation(({ ctx }): Promise<ProjectVerification[]> => ctx.runtime.verifyNow()),
});
