import { z } from "zod";

/** The short name of a project: lower-case letters, digits and hyphens, at most 63 characters. */
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and hyphens, at most 63 characters");

/** Who reports the integrations that projects.yaml declares, where else a project's slug stands. */
export const configReporter = "config";

/** Slugs that no project may have: the Meta Hub's own keys and evidence go by them. */
export const reservedSlugs: ReadonlySet<string> = new Set(["admin", "meta", "mesh", configReporter]);

/** The form of a mesh namespace, to build larger patterns from. */
export const meshNamespacePattern = /[a-z0-9][a-z0-9-]{0,62}\.[a-z0-9][a-z0-9-]{0,62}/;

/** A mesh namespace: exactly two NATS tokens, by convention `<slug>.mesh`. */
export const meshNamespace = z
  .string()
  .regex(new RegExp(`^${meshNamespacePattern.source}$`), "must be exactly two names joined by a dot, like veria.mesh");

/** One NATS token naming a hub process or a kind of audit. */
export const token = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, "must be one name of letters, digits, hyphens and underscores");

/** Only http and https: a hub's address becomes a link, so `javascript:` and `data:` must never pass. */
export const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http or https address" }).max(2048);

/** Where a hub is: scheme, host and port. Its page and its API are at the root, so a path would lead to neither. */
export const hubAddress = httpUrl.refine(
  (text) => {
    const url = URL.parse(text);
    return url !== null && url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
  },
  { error: "must be scheme, host and port alone, like https://veria.example" },
);

/**
 * A moment in an event: ISO 8601 with an offset, or milliseconds since 1970.
 * Parsed to a `Date`; anything else, and anything `Date` cannot hold, is refused.
 */
export const moment = z
  .union([z.iso.datetime({ offset: true }), z.number().int().min(0).max(8.64e15)])
  .transform((value) => new Date(value));

/** A moment in an answer: ISO 8601 in UTC. */
export const isoTime = z.iso.datetime();

/** A count of things. Above 2^53 a number is no longer exact, so it is refused. */
export const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Where a project stands. A flapping or held project has one of these too; see `ProjectRow`. */
export const projectStatus = z.enum(["online", "degraded", "offline"]);
export type ProjectStatus = z.infer<typeof projectStatus>;

/** What joins two projects. */
export const integrationKind = z.enum(["api", "queue", "shared-schema", "secret"]);
export type IntegrationKind = z.infer<typeof integrationKind>;

/** What a fan-out may ask of an instance: the words of `allowFanout` on both sides. */
export const fanoutPermission = z.enum(["audit.security", "graph.refresh"]);
export type FanoutPermission = z.infer<typeof fanoutPermission>;
