import { parseArgs } from "node:util";
import { slug as slugSchema } from "../contracts/names.ts";
import { readHubEnv, readMetaEnv } from "./platform/env.ts";
import { AppError, messageOf, UserError } from "./platform/errors.ts";
import { hubFallbacks, metaFallbacks } from "./platform/keys/fallbacks.ts";
import { createLog, type Log } from "./platform/log.ts";
import { unusedVariables } from "./platform/telemetry/settings.ts";

const usage = `Runs one hub alone.

  bun server/main.ts --scope=meta [--force]
  bun server/main.ts --scope=project --project <slug> --root <folder>

Each migrates its own database first. The environment is completed from $FED_DATA_DIR/env,
which \`bun start\` leaves there; .env.example says what each variable means.
--force accepts a projects.yaml that archives more than 30 % of the known projects at once.`;

// Each scope loads only its own half: a project hub starts faster, and never holds the Meta Hub's code.
type Started = { log: Log; stop(): Promise<void> };

let hub: Started | undefined;
let stopping = false;

/** A hub that is deaf for good is of no use: it ends, and whoever supervises it starts it anew. */
function onMeshLost(): void {
  void end(1);
}

/** Whoever sets a variable of OpenTelemetry's that nobody reads here should not wonder for long. */
function tellUnused(log: Log): void {
  const variables = unusedVariables(process.env);
  if (variables.length > 0) log.warn("telemetry.unused", { variables });
}

async function startMeta(force: boolean): Promise<Started> {
  const env = await readMetaEnv(process.env, metaFallbacks);
  const log = createLog(env.LOG_LEVEL, { hub: "meta" });
  tellUnused(log);
  const { startMetaHub } = await import("./metaHub.ts");
  return { log, ...(await startMetaHub({ env, log, force, onMeshLost })) };
}

async function startProject(project: string | undefined, root: string | undefined): Promise<Started> {
  const slug = slugSchema.safeParse(project);
  if (!slug.success) throw new UserError(`--project ${slug.error.issues[0]?.message ?? "is missing"}.\n\n${usage}`);
  if (root === undefined)
    throw new UserError(`--root is missing: which folder is ${slug.data}'s working tree?\n\n${usage}`);
  const env = await readHubEnv(process.env, slug.data, (known) => hubFallbacks(known, slug.data));
  const log = createLog(env.LOG_LEVEL, { hub: slug.data });
  tellUnused(log);
  const { startProjectHub } = await import("./projectHub.ts");
  return { log, ...(await startProjectHub({ env, slug: slug.data, root, log, onMeshLost })) };
}

async function start(): Promise<Started> {
  const { values } = parseArgs({
    options: {
      scope: { type: "string" },
      project: { type: "string" },
      root: { type: "string" },
      force: { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  if (values.scope === "meta") return startMeta(values.force);
  if (values.scope === "project") return startProject(values.project, values.root);
  throw new UserError(`--scope must be meta or project.\n\n${usage}`);
}

/**
 * What a person sees when a start fails: the message alone where they can mend it, the stack where we must. 2: it would fail
 * again, so whoever supervises this need not try; 1: it may not.
 */
function reportFailure(thrown: unknown): never {
  const refused =
    thrown instanceof UserError ||
    (thrown instanceof AppError && thrown.code === "conflict") ||
    (thrown as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  const away = thrown instanceof AppError && thrown.code === "unavailable";
  const inWords = refused || away || !(thrown instanceof Error);
  process.stderr.write(`${inWords ? messageOf(thrown) : thrown.stack}\n`);
  process.exit(refused ? 2 : 1);
}

const started = await start().catch(reportFailure);
hub = started;

/** Drains and ends. Asked a second time, it does not wait. */
async function end(exitCode: number): Promise<void> {
  if (stopping || hub === undefined) process.exit(1);
  stopping = true;
  await hub.stop();
  process.exit(exitCode);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => end(0));
process.on("unhandledRejection", (reason) => started.log.error("unhandled rejection", { error: reason }));
