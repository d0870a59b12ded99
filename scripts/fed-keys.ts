import { parseArgs } from "node:util";
import { type ApiKeyRow, apiKeyId, newApiKey, role } from "../contracts/access.ts";
import { UserError } from "../server/platform/errors.ts";
import { describeKeys, describeNewKey } from "./cli/describeKeys.ts";
import { connectToMetaHub, type MetaHubConnection } from "./cli/metaHub.ts";
import { runCommand } from "./cli/runCommand.ts";

const usage = `Makes, lists and revokes keys of the Meta Hub's API.

  bun run fed:keys create --name <who> --role ${role.options.join("|")} [--days <n> | --expires <time>] [--json]
  bun run fed:keys list [--all] [--json]
  bun run fed:keys revoke <id> [--json]

A viewer reads, an operator acts, an admin decides who may. A new key is printed once and stored by nobody: keep it then.
Without --days or --expires it lasts until it is revoked. Revoking ends its browser sessions too, at once.

  --days     ends so many days from now
  --expires  ends at this time, like 2027-01-31T12:00:00Z
  --all      lists also keys that are revoked or have expired
  --json     machine-readable
  --help     this text

FED_URL and FED_API_KEY (role admin) say which Meta Hub; without them it is the one that \`bun start\` last ran from
FED_DATA_DIR, with its local admin key. NO_COLOR is respected.

Exit code: 0 done, 2 the Meta Hub cannot be asked or the input is wrong.`;

type Flags = { [Name in "name" | "role" | "days" | "expires"]?: string | undefined } & {
  all?: boolean;
  json?: boolean;
};

const asJson = (value: unknown) => JSON.stringify(value, null, 2);

function expiryOf({ days, expires }: Flags): string | undefined {
  if (days === undefined) return expires;
  if (expires !== undefined) throw new UserError("--days and --expires say the same thing: give one.");
  if (!/^[1-9]\d{0,3}$/.test(days)) throw new UserError("--days must be a whole number from 1 to 9999.");
  return new Date(Date.now() + Number(days) * 86_400_000).toISOString();
}

async function create(hub: MetaHubConnection, flags: Flags): Promise<string> {
  const input = newApiKey.safeParse({ name: flags.name, role: flags.role, expiresAt: expiryOf(flags) });
  if (!input.success) {
    const [issue] = input.error.issues;
    const flag = issue?.path[0] === "expiresAt" ? "expires" : String(issue?.path[0]);
    throw new UserError(`--${flag}: ${issue?.message}. --help shows how.`);
  }
  const made = await hub.ask((client) => client.keys.create.mutate(input.data));
  return flags.json ? asJson(made) : describeNewKey(made, hub.url);
}

async function list(hub: MetaHubConnection, { all, json }: Flags): Promise<string> {
  const keys = await hub.ask((client) => client.keys.list.query());
  const shown = all ? keys : keys.filter(({ active }) => active);
  return json ? asJson(shown) : describeKeys(shown);
}

async function revoke(hub: MetaHubConnection, id: string | undefined, { json }: Flags): Promise<string> {
  const named = apiKeyId.safeParse({ id });
  if (!named.success) throw new UserError("Which key? `bun run fed:keys list` shows their ids.");
  const revoked: ApiKeyRow = await hub.ask((client) => client.keys.revoke.mutate(named.data));
  return json ? asJson(revoked) : `${revoked.name} (${revoked.role}) is revoked since ${revoked.revokedAt}.`;
}

async function main(): Promise<string> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ name: { type: "string" }, role: { type: "string" }, days: { type: "string" }, expires: { type: "string" } },
      ...{ all: { type: "boolean" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    },
  });
  if (values.help) return usage;
  const [verb, id, ...rest] = positionals;
  const verbs = { create, list, revoke: (hub: MetaHubConnection, flags: Flags) => revoke(hub, id, flags) };
  const known = verb === "create" || verb === "list" || verb === "revoke";
  if (!known || rest.length > 0 || (id !== undefined && verb !== "revoke")) throw new UserError(usage);
  return verbs[verb](await connectToMetaHub(process.env), values);
}

await runCommand(async () => console.log(await main()), { failed: 2 });
