import type { ProjectRow, ProjectSort } from "../../../contracts/projects.ts";
import { AppError } from "../../platform/errors.ts";

const statusRank: Record<ProjectRow["status"], number> = { online: 0, degraded: 1, offline: 2 };

/** What each sort compares. Null is unknown. */
const sortValue: Record<ProjectSort, (project: ProjectRow) => string | number | null> = {
  slug: ({ slug }) => slug,
  name: ({ name }) => name.toLowerCase(),
  status: ({ status }) => statusRank[status],
  risk: ({ risk }) => risk.total,
  lastSeen: ({ lastSeenAt }) => lastSeenAt,
};

/** A page of `projects` in another order than by slug; see `pageSorted`. */
type SortedPage = { sort: ProjectSort; order: "asc" | "desc"; after?: string | undefined; limit?: number | undefined };

/**
 * Projects in the order asked, one page of them. What is unknown comes last in either order; equals are by slug, so that
 * the order is total and a page begins exactly behind `after`.
 *
 * @throws AppError `invalid_input` when `after` is not among them any more.
 */
export function pageSorted(projects: readonly ProjectRow[], { sort, order, after, limit }: SortedPage): ProjectRow[] {
  const sign = order === "asc" ? 1 : -1;
  const compare = (a: ProjectRow, b: ProjectRow): number => {
    const [x, y] = [sortValue[sort](a), sortValue[sort](b)];
    if (x !== null && y !== null && x !== y) return x < y ? -sign : sign;
    if ((x === null) !== (y === null)) return x === null ? 1 : -1;
    return a.slug < b.slug ? -1 : 1;
  };
  const sorted = projects.toSorted(compare);
  const before = after === undefined ? -1 : sorted.findIndex(({ slug }) => slug === after);
  if (after !== undefined && before === -1) {
    const message = `after: ${after} is not among these projects any more; begin at the first page again`;
    throw new AppError("invalid_input", message, { field: "after" });
  }
  return sorted.slice(before + 1, limit === undefined ? undefined : before + 1 + limit);
}
