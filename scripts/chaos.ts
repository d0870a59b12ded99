import { parseArgs } from "node:util";
import { z } from "zod";
import { UserError } from "../server/platform/errors.ts";
import { describeChaos, isKept } from "./chaos/describe.ts";
import { faults } from "./chaos/faults.ts";
import { runChaos } from "./chaos/run.ts";
import { runCommand } from "./cli/runCommand.ts";

const usage = `Hurts a federation under load, and counts: every event whose publish was acknowledged takes effect exactly once.

  bun run chaos [--only <fault,fault>] [--seed <n>] [--replicas <n>] [--json]

  --only <list>     these faults only
  --seed <n>        their order and how long each lasts follow from it (default 1)
  --replicas <n>    Meta Hubs that share the work, 1 to 4 (default 2)
  --json            machine-readable
  --help            this text

It starts PostgreSQL, a broker and Meta Hubs in a temporary folder, and leaves nothing behind. Three project hubs, one with
a clock two hours ahead and one two hours behind, publish through everything that happens:

${faults.map(({ name, does }) => `  ${name.padEnd(20)} ${does}`).join("\n")}

Exit code: 0 the promise was kept, 1 it was not, 2 bad input.`;

const whole = z.coerce.number().int();
const schema = z.strictObject({
  only: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(faults.map(({ name }) => name))))
    .optional(),
  seed: whole.default(1),
  replicas: whole.min(1).max(4).default(2),
  json: z.boolean().default(false),
});

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      only: text,
      seed: text,
      replicas: text,
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const { help, ...given } = values;
  if (help === true) {
    console.log(usage);
    return 0;
  }
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(`--${String(issue?.path[0] ?? "")}: ${issue?.message}. --help says what there is.`);
  }
  const { only, seed, replicas, json } = parsed.data;
  const chosen = faults.filter(({ name }) => only?.includes(name) ?? true);
  const outcomes = await runChaos({ faults: chosen, seed, replicas }, (line) => process.stderr.write(`${line}\n`));
  console.log(json ? JSON.stringify({ seed, outcomes }, null, 2) : describeChaos(outcomes, seed));
  return outcomes.every(isKept) ? 0 : 1;
}

await runCommand(main);
