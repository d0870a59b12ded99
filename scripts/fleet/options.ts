import { parseArgs } from "node:util";
import { z } from "zod";
import { UserError } from "../../server/platform/errors.ts";

export const faultNames = ["flap", "skew", "duplicate", "shuffle", "poison"] as const;
export type Fault = (typeof faultNames)[number];

export type FleetOptions = {
  projects: number;
  /** Events a second, of all projects together. */
  rate: number;
  seconds: number;
  seed: number;
  faults: ReadonlySet<Fault>;
  json: boolean;
};

export const usage = `Simulates many project hubs against a Meta Hub of their own, and checks that it knows what they said.

  bun run fleet -- --projects 200 --seconds 30 --faults flap,skew,duplicate,shuffle,poison

  --projects <n>    how many hubs, 1 to 10,000 (default 100); a tenth never speaks, a tenth says it is degraded
  --rate <n>        events a second, of all together (default a fifth of the projects, at least 10)
  --seconds <n>     for how long (default 30)
  --seed <n>        what is sent, and with which faults, follows from it (default 1)
  --faults <list>   flap       a tenth change between well and degraded every second, and end well
                    skew       a tenth have clocks two hours off, either way
                    duplicate  every fifth event is sent twice more
                    shuffle    every event is held back for up to three seconds
                    poison     every tenth event is followed by one that must be refused
  --json            machine-readable
  --help            this text

It starts PostgreSQL, a broker and a Meta Hub in a temporary folder, and leaves nothing behind. What the hubs said is
compared with what the Meta Hub answers: statuses, audits and edges over REST, all counts over tRPC.
Exit code: 0 all is as it was said, 1 something differs, 2 bad input.`;

const whole = z.coerce.number().int();
const schema = z.strictObject({
  projects: whole.min(1).max(10_000).default(100),
  rate: z.coerce.number().positive().max(50_000).optional(),
  seconds: z.coerce.number().min(5).max(86_400).default(30),
  seed: whole.default(1),
  faults: z
    .string()
    .transform((text) => text.split(",").filter((word) => word !== ""))
    .pipe(z.array(z.enum(faultNames)))
    .default([]),
  json: z.boolean().default(false),
});

/** Reads the command line; null when help is asked for. Throws a `UserError` that names what is wrong. */
export function readOptions(args: readonly string[]): FleetOptions | null {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ projects: text, rate: text, seconds: text, seed: text, faults: text },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const { help, ...given } = values;
  if (help === true) return null;
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(
      `--${String(issue?.path[0] ?? "")}: ${issue?.message}. \`bun run fleet -- --help\` says what there is.`,
    );
  }
  const { rate, faults, ...options } = parsed.data;
  return { ...options, rate: rate ?? Math.max(10, options.projects / 5), faults: new Set(faults) };
}
