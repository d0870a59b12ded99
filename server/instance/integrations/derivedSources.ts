import type { IntegrationSource } from "../../../contracts/config.ts";
import { listFiles } from "../repository/files/listFiles.ts";
import { isComposeFile, type Peer, type Published } from "./describePublished.ts";

const maxComposeFiles = 20;

/**
 * The sources that a project would have configured for its peers: a dependency on a package that another publishes, a
 * compose service of another, a reference to a schema with another's `$id`. A name that more than one of the projects
 * goes by, this one included, belongs to none of them: every second repository has a service called `db`.
 */
export async function derivedSources(input: { root: string; own: Peer; peers: Peer[] }): Promise<IntegrationSource[]> {
  const { root, own, peers } = input;
  const owned = (kind: keyof Published) => ownersOf([own, ...peers], kind, own.slug);
  const [packages, services, ids] = [owned("packages"), owned("services"), owned("schemaIds")];
  const files = Object.keys(services).length === 0 ? [] : (await listFiles(root)).paths;
  return [
    ...(Object.keys(packages).length > 0 ? [{ source: "manifest" as const, packages }] : []),
    ...(Object.keys(ids).length > 0
      ? [{ source: "schema-refs" as const, globs: ["**/*.json", "**/*.yaml", "**/*.yml"], ids }]
      : []),
    ...files
      .filter(isComposeFile)
      .slice(0, maxComposeFiles)
      .map((path) => ({ source: "compose" as const, path, services })),
  ];
}

function ownersOf(projects: Peer[], kind: keyof Published, self: string): Record<string, string> {
  const owners = new Map<string, Set<string>>();
  for (const project of projects) {
    for (const name of project[kind]) owners.set(name, (owners.get(name) ?? new Set()).add(project.slug));
  }
  const clear = [...owners].flatMap(([name, slugs]) => {
    const [slug] = slugs;
    return slugs.size === 1 && slug !== undefined && slug !== self ? [[name, slug] as const] : [];
  });
  return Object.fromEntries(clear.sort(([a], [b]) => (a < b ? -1 : 1)));
}
