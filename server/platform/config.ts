import { join } from "node:path";
import { isAlias, LineCounter, parseDocument, visit } from "yaml";
import type { z } from "zod";
import {
  type HubConfig,
  hubConfig,
  type Policy,
  type ProjectsConfig,
  policyConfig,
  projectsConfig,
} from "../../contracts/config.ts";
import { UserError } from "./errors.ts";

const maxFileBytes = 64 * 1024;
/** Room for the most projects there may be. */
const maxProjectsBytes = 4 * 1024 * 1024;
const maxIssuesShown = 5;
/** No configuration of ours is nested deeper than a few levels; a parser's time grows with the square of the depth. */
const maxDepth = 50;

/** Every project that `projects.yaml` in `configDir` declares. Throws a `UserError` when it is missing or wrong. */
export async function loadProjects(configDir: string): Promise<ProjectsConfig> {
  const file = join(configDir, "projects.yaml");
  const text = await readConfigFile(file, maxProjectsBytes);
  if (text === null) throw new UserError(`${file} is missing. FED_CONFIG_DIR names the folder that holds it.`);
  return parseConfig(projectsConfig, file, text);
}

/** How the Meta Hub judges, from `policy.yaml` in `configDir`; the defaults when there is none. */
export async function loadPolicy(configDir: string): Promise<Policy> {
  const file = join(configDir, "policy.yaml");
  return parseConfig(policyConfig, file, (await readConfigFile(file)) ?? "");
}

/**
 * What an instance tells and obeys: `hub.yaml` in its working tree, or in its `config` folder; else `generatedFile`,
 * which `bun start` writes for a repository that has none; else nothing is allowed.
 */
export async function loadHubConfig(root: string, generatedFile?: string): Promise<HubConfig> {
  const places = [join(root, "hub.yaml"), join(root, "config", "hub.yaml")];
  for (const file of generatedFile === undefined ? places : [...places, generatedFile]) {
    const text = await readConfigFile(file);
    if (text !== null) return parseConfig(hubConfig, file, text);
  }
  return hubConfig.parse({});
}

async function readConfigFile(path: string, maxBytes = maxFileBytes): Promise<string | null> {
  const file = Bun.file(path);
  if (!(await file.exists())) return null;
  if (file.size > maxBytes) {
    throw new UserError(`${path} has ${file.size} bytes; it may have at most ${maxBytes}.`);
  }
  return file.text();
}

/**
 * Parses one YAML file by its schema. Aliases and repeated keys are refused: the first can grow without bound, of the
 * second one value would be lost. An empty file is an empty mapping.
 *
 * @throws UserError naming the file, the place inside it and what was expected there, but nothing that stands there: it
 *   may be a secret, and the message is logged and shown.
 */
export function parseConfig<Schema extends z.ZodType>(schema: Schema, file: string, text: string): z.output<Schema> {
  if (isTooDeep(text)) throw new UserError(`${file} is nested more than ${maxDepth} levels deep.`);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: false, lineCounter });
  const placeOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return `${file}, line ${line}, column ${col},`;
  };
  const [problem] = document.errors;
  if (problem !== undefined) {
    // What follows a colon quotes the text.
    throw new UserError(`${placeOf(problem.pos[0])} is not valid YAML: ${problem.message.replace(/: .*$/s, "")}.`);
  }
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node)) return;
      throw new UserError(`${placeOf(node.range?.[0] ?? 0)} is an alias (*): write the value out, or in quotes.`);
    },
  });
  const result = schema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (result.success) return result.data;
  const { issues } = result.error;
  const lines = issues.slice(0, maxIssuesShown).map(({ path, message }) => `  ${spellPath(path)}: ${message}`);
  const more = issues.length > maxIssuesShown ? [`  and ${issues.length - maxIssuesShown} more`] : [];
  throw new UserError([`${file} has values that cannot be used:`, ...lines, ...more].join("\n"));
}

/** Whether brackets, or list marks on one line, are nested deeper than `maxDepth`. Looks at characters only. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [mark] of text.matchAll(/[[\]{}]/g)) {
    depth = mark === "[" || mark === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > maxDepth) return true;
  }
  return new RegExp(`(?:[-?] +){${maxDepth + 1}}`).test(text);
}

/** `["projects", 0, "hubUrl"]` as a person writes it: `projects[0].hubUrl`. */
function spellPath(path: readonly PropertyKey[]): string {
  const spelled = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return spelled.replace(/^\./, "") || "the whole file";
}
