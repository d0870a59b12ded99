import { basename } from "node:path";
import { manifestFormat } from "../manifests/formats.ts";
import { listFiles } from "../repository/files/listFiles.ts";
import { readInside } from "../repository/files/readInside.ts";
import { parseCompose } from "./composeFile.ts";
import { schemaWords } from "./schemaWords.ts";

/** The names under which others can refer to a project's packages, services and schemas. */
export type Published = { packages: string[]; services: string[]; schemaIds: string[] };

/** Another project on this machine, and the names it goes by. */
export type Peer = Published & { slug: string };

/** Of each, at most this many, in alphabetical order; and no name that a `hub.yaml` could not hold. */
const maxNames = 500;
const maxNameLength = 300;

/** So many files are looked into, those nearest to the root first. */
const maxFiles = 5000;

/** Whether a file is a compose file by its name. */
export const isComposeFile = (path: string): boolean => /^(docker-)?compose(\.[\w-]+)?\.ya?ml$/.test(basename(path));

/** Whether a file can be a schema by its name. */
const isSchemaFile = (path: string) => /\.(json|ya?ml)$/.test(path);

/**
 * What a repository publishes: the names of its packages, the services of its compose files, the absolute `$id`s of its
 * schemas. Nothing is asked of any registry: a name in a manifest is taken at its word.
 */
export async function describePublished({ root }: { root: string }): Promise<Published> {
  const [packages, services, schemaIds] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const telling = (path: string) => manifestFormat(path) !== null || isComposeFile(path) || isSchemaFile(path);
  const depth = (path: string) => path.split("/").length;
  const files = (await listFiles(root)).paths.filter(telling).sort((a, b) => depth(a) - depth(b));
  for (const path of files.slice(0, maxFiles)) {
    const format = manifestFormat(path);
    const compose = isComposeFile(path);
    const text = (await readInside(root, path)) ?? "";
    for (const name of format?.parse(text)?.published ?? []) packages.add(name);
    for (const { name } of compose ? parseCompose(text) : []) services.add(name);
    for (const { word, value } of isSchemaFile(path) && !compose ? schemaWords(text) : []) {
      if (word === "id" && /^(https?|urn|tag):/.test(value)) schemaIds.add(value.replace(/#$/, ""));
    }
  }
  return { packages: bounded(packages), services: bounded(services), schemaIds: bounded(schemaIds) };
}

function bounded(names: Set<string>): string[] {
  return [...names]
    .filter((name) => name !== "" && name.length <= maxNameLength)
    .sort()
    .slice(0, maxNames);
}
