import { parseArgs } from "node:util";
import { z } from "zod";
import { UserError } from "../../server/platform/errors.ts";

export const faultNames = [
  "flap",
  "skew",
  "duplicate",
  "shuffle",
  "poison",
  "kill-broker",
  "kill-leader",
  "kill-meta",
  "kill-database",
  "kill-hub",
] as const;

/** The kinds of process that are killed, in turn. */
const kills = faultNames.filter((name) => name.startsWith("kill-"));
export type Fault = (typeof faultNames)[number];

export type FleetOptions = {
  projects: number;
  /** Events a second, of all projects together. */
  rate: number;
  seconds: number;
  seed: number;
  faults: ReadonlySet<Fault>;
  brokers: number;
  metaHubs: number;
  /** After how long a killed Meta Hub's events go to another one, in seconds. */
  ackWait: number;
  json: boolean;
};

export const usage = `Simulates many project hubs against a Meta Hub of their own, and checks that it knows what they said.

  bun run fleet -- --projects 200 --seconds 30 --faults flap,skew,duplicate,shuffle,poison
  bun run fleet -- --cluster

  --projects <n>    how many hubs, 1 to 10,000 (default 100); a tenth never speaks, a tenth says it is degraded
  --rate <n>        events a second, of all together (default a fifth of the projects, at least 10)
  --seconds <n>     for how long (default 30)
  --seed <n>        what is sent, and with which faults, follows from it (default 1)
  --faults <list>   flap       a tenth change between well and degraded every second, and end well
                    skew       a tenth have clocks two hours off, either way
                    duplicate  every fifth event is sent twice more
                    shuffle    every event is held back for up to three seconds
                    poison     every tenth event is followed by one that must be refused
                    kill-broker, kill-leader, kill-meta, kill-database, kill-hub
                               of three brokers one that does not lead the event stream, the one that does, a Meta Hub,
                               PostgreSQL, and a real project hub that runs among the simulated ones, are killed
                               (SIGKILL) in turn, each brought back before the next; at least once round
  --nats <n>        how many brokers, 1 or 3; three keep each event three times (default 1)
  --meta <n>        how many Meta Hubs on one database, 1 to 4 (default 1)
  --cluster         the same as --nats 3 --meta 2 and all five kinds of kill
  --ack-wait <s>    after how long what a killed Meta Hub was taking in goes to another one (default 30)
  --json            machine-readable
  --help            this text

It starts PostgreSQL, brokers and Meta Hubs in a temporary folder, and leaves nothing behind. What the hubs said is
compared with what each Meta Hub answers: statuses, audits and edges over REST, all counts and how many of each hub's
events have come over tRPC; and every hour of a metric with the samples it was folded from, where what is taken in
twice would count twice. So all that the brokers have acknowledged must be there, once.
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
  nats: whole.pipe(z.literal([1, 3])).optional(),
  meta: whole.min(1).max(4).optional(),
  cluster: z.boolean().default(false),
  "ack-wait": z.coerce.number().min(1).max(600).default(30),
  json: z.boolean().default(false),
});

/** Reads the command line; null when help is asked for. Throws a `UserError` that names what is wrong. */
export function readOptions(args: readonly string[]): FleetOptions | null {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ projects: text, rate: text, seconds: text, seed: text, faults: text },
      ...{ nats: text, meta: text, cluster: { type: "boolean" }, "ack-wait": text },
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
  const { rate, faults, nats, meta, cluster, "ack-wait": ackWait, ...options } = parsed.data;
  const brokers = nats ?? (cluster ? 3 : 1);
  const chosen = new Set<Fault>(cluster ? [...faults, ...kills] : faults);
  if (brokers === 1 && (chosen.has("kill-broker") || chosen.has("kill-leader"))) {
    throw new UserError("--faults: brokers are killed where there are others, with --nats 3.");
  }
  return {
    ...{ ...options, ackWait, rate: rate ?? Math.max(10, options.projects / 5) },
    brokers,
    metaHubs: meta ?? (cluster ? 2 : 1),
    faults: chosen,
  };
}
