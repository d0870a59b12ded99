import type { ProjectRow } from "../../contracts/projects.ts";
import type { HullMark } from "./marks.ts";

/** This share of a domain's projects, the nearest to its middle, is outlined: one far away would draw the outline over others. */
const outlined = 0.95;

/** An outline for each domain around those of its projects that are shown; a domain of one project needs none. */
export function buildHulls(projects: readonly ProjectRow[], shown: ReadonlySet<string>): HullMark[] {
  const ofDomains = Map.groupBy(
    projects.filter(({ slug, domain }) => domain !== null && shown.has(slug)),
    ({ domain }) => domain ?? "",
  );
  return [...ofDomains].flatMap(([label, members]) =>
    members.length > 1 ? [{ label, members: nearest(members).map(({ slug }) => slug) }] : [],
  );
}

/** Those nearest to the middle of all, in their order. The middle is a median, which a few far away do not move. */
function nearest(members: readonly ProjectRow[]): ProjectRow[] {
  const median = (along: "x" | "y") => {
    const sorted = members.map((member) => member[along]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  const [x, y] = [median("x"), median("y")];
  const distances = new Map(members.map((member) => [member, Math.hypot(member.x - x, member.y - y)]));
  const sorted = [...distances.values()].sort((a, b) => a - b);
  const furthest = sorted[Math.ceil(outlined * members.length) - 1] ?? 0;
  return members.filter((member) => (distances.get(member) ?? 0) <= furthest);
}
