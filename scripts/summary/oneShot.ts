import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { slug as slugSchema } from "../../contracts/names.ts";
import { inboxPrefix } from "../../contracts/subjects.ts";
import type { InstanceContext } from "../../server/instance/context.ts";
import type { OutgoingEvent } from "../../server/instance/emitters/composeSummaries.ts";
import { readIdentity } from "../../server/instance/readIdentity.ts";
import { connectMesh, type Mesh } from "../../server/mesh/connect.ts";
import { createPublisher, type Publisher } from "../../server/mesh/publish.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { loadHubConfig } from "../../server/platform/config.ts";
import { openInstanceDb } from "../../server/platform/db.ts";
import { type HubEnv, readHubEnv } from "../../server/platform/env.ts";
import { messageOf, UserError } from "../../server/platform/errors.ts";
import { createLog } from "../../server/platform/log.ts";

/** What a one-shot command works with. Its database is opened when it is first asked. */
export type Shot = { ctx: InstanceContext; env: HubEnv; mesh: Mesh; publisher: Publisher };

/** One command: what it says of itself, and what it does. It answers with what it published. */
export type Command = { name: string; does: string; run(shot: Shot): Promise<OutgoingEvent[]> };

/** Longer than this no broker is waited for, in milliseconds: cron calls again. */
const patienceMs = 10_000;

const exit = { ok: 0, refused: 1, badInput: 2 } as const;

/**
 * Runs one command of an instance without a running hub, and ends the process: 0 when all was published, 1 when the
 * broker refused or could not be reached (or the work failed), 2 for bad input.
 */
export async function runOneShot(command: Command): Promise<never> {
  const input = await readInput(command).catch((thrown) => fail(exit.badInput, thrown));
  process.exit(await publish(command, input).catch((thrown) => fail(exit.refused, thrown)));
}

type Input = { env: HubEnv; ctx: Omit<InstanceContext, "db">; json: boolean };

async function readInput({ name, does }: Command): Promise<Input> {
  const { values } = parseArgs({
    options: {
      project: { type: "string" },
      root: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(`bun run ${name} --project <slug> [--root <folder>] [--json]\n\n${does}`);
    console.log("\nNeeds no running hub. --root is the working tree, by default this folder.");
    console.log("Ends with 0 when all was published, 1 when the broker refused or was not there, 2 for bad input.");
    process.exit(exit.ok);
  }
  const slug = slugSchema.safeParse(values.project);
  if (!slug.success) throw new UserError(`--project is missing or wrong: ${slug.error.issues[0]?.message}.`);
  const env = await readHubEnv(process.env, slug.data);
  const root = resolve(values.root ?? ".");
  const { project } = await readIdentity({ env, slug: slug.data, root });
  const config = await loadHubConfig(root, env.HUB_CONFIG);
  // Standard output is for what was published.
  const log = createLog("warn", { hub: slug.data }, (line) => console.error(line));
  return { env, json: values.json, ctx: { clock: systemClock, log, project, root, config } };
}

async function publish(command: Command, { env, ctx, json }: Input): Promise<number> {
  const { slug, meshNs } = ctx.project;
  const { log, clock } = ctx;
  const mesh = await connectMesh({
    ...{ url: env.NATS_URL, nkeySeed: env.NATS_NKEY_SEED, name: `${command.name}-${slug}`, log },
    ...{ inboxPrefix: inboxPrefix(slug), giveUpAfterMs: patienceMs },
  });
  const publisher = createPublisher({ mesh, meshNs, clock, log });
  const db = openInstanceDb(env.DATABASE_URL);
  const giveUp = setTimeout(() => void publisher.close(), patienceMs * 6);
  try {
    const published = await command.run({ ctx: { ...ctx, db }, env, mesh, publisher });
    if (json) console.log(JSON.stringify({ project: slug, published }, null, 2));
    else for (const { subject, payload } of published) console.log(`${subject} ${JSON.stringify(payload)}`);
    return exit.ok;
  } finally {
    clearTimeout(giveUp);
    await publisher.close();
    await mesh.close();
    await db.close();
  }
}

function fail(code: number, thrown: unknown): never {
  console.error(messageOf(thrown));
  process.exit(code);
}
