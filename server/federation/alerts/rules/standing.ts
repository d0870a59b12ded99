/** A project that has stood somewhere for some time. */
export type Standing = { id: number; slug: string; name: string; statusReason: string; statusSince: Date };

/** The projects that stand as `status` says. Archived ones are nobody's concern any more. */
export const standingAs = (status: "degraded" | "offline"): string =>
  `select id, slug, name, "statusReason", "statusSince" from "ProjectCatalog"
   where origin <> 'archived' and status = '${status}' order by slug`;

/** Those that have stood so for longer than `minutes`, strictly. */
export const standingLongerThan = <Project extends Standing>(
  projects: readonly Project[],
  minutes: number,
  now: Date,
): Project[] => projects.filter(({ statusSince }) => now.getTime() - statusSince.getTime() > minutes * 60_000);
