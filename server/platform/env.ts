import { resolve } from "node:path";
import { z } from "zod";
import { type Role, role } from "../../contracts/access.ts";
import { messageOf, UserError } from "./errors.ts";
import { firstKeyIds, formatKeyIds, keyIdList } from "./keys/keyIds.ts";
import { originOf } from "./originOf.ts";
import { parseBrokerUrl } from "./parseBrokerUrl.ts";
import { telemetryVariables } from "./telemetry/settings.ts";

const port = z.coerce.number().int().min(1).max(65_535);
const logLevel = z.enum(["debug", "info", "warn", "error"]);
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://");
const natsUrl = z.string().superRefine((text, issues) => {
  try {
    parseBrokerUrl(text);
  } catch (thrown) {
    issues.addIssue({ code: "custom", message: messageOf(thrown) });
  }
});

const common = {
  FED_DATA_DIR: z.string().min(1).default(".data"),
  LOG_LEVEL: logLevel.default("info"),
  DATABASE_URL: databaseUrl,
  NATS_URL: natsUrl,
  NATS_NKEY_SEED: z.string().startsWith("SU", "must be an nkey user seed, which begins with SU").optional(),
  ...telemetryVariables,
};

const httpAddress = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

/** `https://portal.example, https://other.example`: scheme, host and port, and nothing else. */
const originList = z
  .string()
  .transform((text) => text.split(",").flatMap((part) => part.trim() || []))
  .refine((origins) => origins.every((origin) => /^https?:/.test(origin) && URL.parse(origin)?.origin === origin), {
    error: "must be origins like https://portal.example, joined by commas",
  });

/** `fed-admins=admin; everyone=viewer`: the names of groups may hold commas and equals signs, as LDAP's do. */
const roleMap = z.string().transform((text, issues): ReadonlyMap<string, Role> => {
  const roles = new Map<string, Role>();
  for (const entry of text.split(";")) {
    if (entry.trim() === "") continue;
    const [, group = "", word] = /^(.+)=(.*)$/.exec(entry) ?? [];
    const parsed = role.safeParse(word?.trim());
    if (parsed.success) roles.set(group.trim(), parsed.data);
    else issues.addIssue({ code: "custom", message: "must be like fed-admins=admin; everyone=viewer" });
  }
  return roles;
});

/** Secrets and claims travel to the issuer: in the clear only as far as this machine. */
const issuerUrl = httpAddress.refine(
  (url) => url.startsWith("https:") || /^(127\.0\.0\.1|localhost|\[::1\])$/.test(URL.parse(url)?.hostname ?? ""),
  "must be an https address, or one of this machine",
);

/** Single sign-on of people at the Meta Hub's pages; off unless an issuer is set. */
const oidcVariables = {
  OIDC_ISSUER: issuerUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_ROLE_MAP: roleMap.optional(),
  OIDC_GROUPS_CLAIM: z.string().min(1).default("groups"),
  OIDC_SCOPE: z
    .string()
    .regex(/\bopenid\b/, "must contain openid")
    .default("openid profile email"),
  OIDC_LABEL: z.string().min(1).max(60).default("single sign-on"),
};

const metaVariables = z.object({
  ...common,
  ...oidcVariables,
  FED_HOST: z.string().min(1).default("127.0.0.1"),
  FED_PORT: port.default(5400),
  FED_CONFIG_DIR: z.string().min(1).default("config"),
  /** The root from which every instance's keys are derived: 32 bytes, base64. */
  MESH_HMAC_KEY: z
    .string()
    .refine((text) => Buffer.from(text, "base64").length === 32, "must be 32 bytes in base64, as mesh:keys makes it"),
  /** Which derived keys are in use, the newest first: two during a rotation. */
  MESH_KEY_IDS: keyIdList.prefault(formatKeyIds(firstKeyIds)),
  /** Where people reach it, when that is not where it listens: behind a proxy. */
  FED_PUBLIC_URL: httpAddress.optional(),
  FED_CORS_ORIGINS: originList.default([]),
  /** Whether the last address in `X-Forwarded-For` is the caller's: only a proxy of one's own makes that true. */
  FED_TRUST_PROXY: z.stringbool().default(false),
  /** How many brokers of a cluster keep each event; without it the stream keeps what it has, and a new one gets 1. */
  MESH_STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).optional(),
  /** What the event stream may hold, in bytes a copy; without it the stream keeps what it has, and a new one gets 2 GiB. */
  MESH_STREAM_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1024 ** 2)
    .optional(),
  /** After how long the events that a killed replica was taking in go to another one; without it 30. */
  MESH_ACK_WAIT_SECONDS: z.coerce.number().int().min(1).max(600).optional(),
});

/** With an issuer, the rest that single sign-on needs must be there too. */
function wholeOidc(env: { [Name in keyof typeof oidcVariables]?: unknown }, issues: z.RefinementCtx): void {
  if (env.OIDC_ISSUER === undefined) return;
  for (const name of ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLE_MAP"] as const) {
    if (env[name] === undefined) issues.addIssue({ code: "custom", path: [name], message: "is not set" });
  }
}

const metaSchema = metaVariables.superRefine(wholeOidc);

const derivedKeys = z
  .string()
  .startsWith("whsec_", "must be an instance's own keys, each of which begins with whsec_, with spaces between them");

const hubSchema = z.object({
  ...common,
  HUB_HOST: z.string().min(1).default("127.0.0.1"),
  HUB_PORT: port.optional(),
  HUB_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Where browsers reach it, when that is not HUB_URL: behind a proxy. */
  HUB_PUBLIC_URL: httpAddress.optional(),
  HUB_NAME: z.string().min(1).optional(),
  HUB_MESH_NS: z.string().min(1).optional(),
  HUB_API_KEY: z.string().min(16).optional(),
  /** The npm registry that is asked for advisories. Not the repository's to choose: it would choose whom we ask. */
  HUB_ADVISORY_REGISTRY: httpAddress.optional(),
  /** Stands in for a repository's `hub.yaml` when it has none. */
  HUB_CONFIG: z.string().min(1).optional(),
  /** How often presence and health are told, in seconds. */
  HUB_BEAT_SECONDS: z.coerce.number().min(1).max(3600).default(30),
  MESH_HMAC_KEY: derivedKeys,
  MESH_RECEIPT_KEY: derivedKeys,
});

const startSchema = z.object({
  FED_HOST: metaVariables.shape.FED_HOST,
  FED_PORT: port.optional(),
  FED_DATA_DIR: common.FED_DATA_DIR,
  FED_CONFIG_DIR: metaVariables.shape.FED_CONFIG_DIR,
  DATABASE_URL: databaseUrl.optional(),
  NATS_URL: natsUrl.optional(),
  NATS_NKEY_SEED: common.NATS_NKEY_SEED,
  MESH_HMAC_KEY: metaVariables.shape.MESH_HMAC_KEY.optional(),
  MESH_KEY_IDS: keyIdList.optional(),
  /** So much the broker's store has room for, twice. */
  MESH_STREAM_MAX_BYTES: metaVariables.shape.MESH_STREAM_MAX_BYTES,
  CI: z.string().optional(),
  DISPLAY: z.string().optional(),
  WAYLAND_DISPLAY: z.string().optional(),
  NO_COLOR: z.string().optional(),
});

const commandSchema = z.object({
  FED_URL: httpAddress.optional(),
  FED_API_KEY: z.string().min(1).optional(),
  FED_DATA_DIR: common.FED_DATA_DIR,
  FED_HOST: metaVariables.shape.FED_HOST,
  FED_PORT: metaVariables.shape.FED_PORT,
});

/** What a command that talks to a Meta Hub takes from its environment: where it is, and the key, if one is given. */
export type CommandEnv = { url: string; apiKey: string | undefined; dataDir: string };

/** What `bun start` and `mesh:keys` take from their environment. Folders are absolute. */
export type StartEnv = z.infer<typeof startSchema>;

/** What the Meta Hub takes from its environment. Folders are absolute. */
export type MetaEnv = z.infer<typeof metaSchema>;

/** What one project hub takes from its environment. Folders are absolute. */
export type HubEnv = z.infer<typeof hubSchema>;

type Source = Record<string, string | undefined>;

/** The variables of a file of `NAME=value` lines; other lines say nothing. */
export function parseEnvFile(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const [, name, value] = /^([A-Z0-9_]+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) variables[name] = value;
  }
  return variables;
}

/**
 * The environment of `who`, completed from the file that `bun start` or `mesh:keys` left for it in the data folder, so
 * that one hub can be run alone. What the environment says wins.
 */
async function completed(source: Source, who: string): Promise<Source> {
  const file = Bun.file(resolve(source.FED_DATA_DIR || ".data", "env", `${who}.env`));
  if (!(await file.exists())) return source;
  const fromFile = parseEnvFile(await file.text());
  const given = Object.entries(source).filter(([, value]) => value !== undefined && value !== "");
  return { ...fromFile, ...Object.fromEntries(given) };
}

function parse<Schema extends z.ZodType>(schema: Schema, source: Source): z.infer<Schema> {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return `  ${name}: ${source[name] === undefined ? "is not set" : issue.message}`;
  });
  throw new UserError(
    `The environment cannot be used:\n${lines.join("\n")}\n` +
      "`bun start` sets all of this up; .env.example says what each variable means.",
  );
}

/** An empty variable is one that is not set. */
const withoutEmpty = (source: Source): Source =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));

/** Every variable that is read here, for the list in `.env.example`. */
export const knownVariables: ReadonlySet<string> = new Set(
  [metaVariables, hubSchema, startSchema, commandSchema].flatMap(({ shape }) => Object.keys(shape)),
);

/** What a hub makes for itself of what nobody gave it; asked with what is known. */
type Fallbacks = (known: Source) => Promise<Source>;

async function withFallbacks(known: Source, fallbacks: Fallbacks | undefined): Promise<Source> {
  return fallbacks === undefined ? known : { ...(await fallbacks(known)), ...known };
}

/**
 * Checks every variable that is set, without asking for those that `bun start` makes.
 *
 * @returns the names of those that are set.
 * @throws UserError naming every wrong one.
 */
export function checkEnvironment(source: Source): string[] {
  const given = withoutEmpty(source);
  parse(metaVariables.partial().superRefine(wholeOidc), given);
  parse(hubSchema.omit({ MESH_HMAC_KEY: true, MESH_RECEIPT_KEY: true }).partial(), given);
  parse(commandSchema, given);
  return [...knownVariables].filter((name) => given[name] !== undefined);
}

/** Parses the Meta Hub's environment once. Throws a `UserError` that names every wrong variable. */
export async function readMetaEnv(source: Source, fallbacks?: Fallbacks): Promise<MetaEnv> {
  const known = await completed(withoutEmpty(source), "meta");
  const env = parse(metaSchema, await withFallbacks(known, fallbacks));
  return { ...env, FED_DATA_DIR: resolve(env.FED_DATA_DIR), FED_CONFIG_DIR: resolve(env.FED_CONFIG_DIR) };
}

/** Parses one project hub's environment once. Throws a `UserError` that names every wrong variable. */
export async function readHubEnv(source: Source, slug: string, fallbacks?: Fallbacks): Promise<HubEnv> {
  const known = await completed(withoutEmpty(source), slug);
  const env = parse(hubSchema, await withFallbacks(known, fallbacks));
  return { ...env, FED_DATA_DIR: resolve(env.FED_DATA_DIR) };
}

/**
 * Parses the environment of a command that talks to a Meta Hub. Without `FED_URL` it is the one that `bun start` last
 * ran from this data folder, or else the default address.
 */
export async function readCommandEnv(source: Source): Promise<CommandEnv> {
  const env = parse(commandSchema, await completed(withoutEmpty(source), "meta"));
  // An address to listen on everywhere is not one to dial.
  const host = env.FED_HOST === "0.0.0.0" || env.FED_HOST === "::" ? "127.0.0.1" : env.FED_HOST;
  const url = env.FED_URL ?? originOf(host, env.FED_PORT);
  return { url, apiKey: env.FED_API_KEY, dataDir: resolve(env.FED_DATA_DIR) };
}

/** Parses the environment of `bun start` once. */
export function readStartEnv(source: Source): StartEnv {
  const env = parse(startSchema, withoutEmpty(source));
  return { ...env, FED_DATA_DIR: resolve(env.FED_DATA_DIR), FED_CONFIG_DIR: resolve(env.FED_CONFIG_DIR) };
}

/**
 * The values of variables that a configuration file names, since it may hold no secret itself. Throws a `UserError` that
 * names every one that is not set.
 */
export function readNamedSecrets(names: readonly string[], source: Source = process.env): Map<string, string> {
  const missing = [...new Set(names)].filter((name) => (source[name] ?? "") === "");
  if (missing.length > 0) {
    throw new UserError(
      `policy.yaml names variables that are not set:\n${missing.map((name) => `  ${name}`).join("\n")}`,
    );
  }
  return new Map(names.map((name) => [name, source[name] ?? ""]));
}
