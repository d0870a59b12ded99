/** A project with since when its status has been what it is. */
export type StatusSince = { id: number; slug: string; name: string; statusReason: string; statusSince: Date };

/** Selects the projects with this status. Archived ones are nobody's concern any more. */
export const selectWithStatus = (status: "degraded" | "offline"): string =>
  `select id, slug, name, "statusReason", "statusSince" from "ProjectCatalog"
   where origin <> 'archived' and status = '${status}' order by slug`;

/** Those whose status has been the same for longer than `minutes`, strictly. */
export const longerThan = <Project extends StatusSince>(
  projects: readonly Project[],
  minutes: number,
  now: Date,
): Project[] => projects.filter(({ statusSince }) => now.getTime() - statusSince.getTime() > minutes * 60_000);
