import type { ProjectRow } from "../../contracts/projects.ts";
import type { HullMark } from "./marks.ts";

/** An outline for each domain around those of its projects that are shown; a domain of one project needs none. */
export function buildHulls(projects: readonly ProjectRow[], shown: ReadonlySet<string>): HullMark[] {
  const domains = new Map<string, string[]>();
  for (const { slug, domain } of projects) {
    if (domain === null || !shown.has(slug)) continue;
    const members = domains.get(domain);
    if (members) members.push(slug);
    else domains.set(domain, [slug]);
  }
  return [...domains].flatMap(([label, members]) => (members.length > 1 ? [{ label, members }] : []));
}
