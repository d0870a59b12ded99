import { parseArgs } from "node:util";
import { readStartEnv } from "../server/platform/env.ts";
import { UserError } from "../server/platform/errors.ts";
import { runCommand } from "./cli/runCommand.ts";
import { describeMade, describeRetired, describeRotated, describeUnready } from "./keys/describeRotation.ts";
import { makeKeys } from "./keys/makeKeys.ts";
import { retireKey, rotateKeys } from "./keys/rotateKeys.ts";

const usage = `Makes the keys of the Meta Hub and of every project in projects.yaml, says where they are, and rotates them.

  bun run mesh:keys [--json]                   makes what is missing; existing keys never change
  bun run mesh:keys rotate [--json]            makes the next signing key beside the one in use
  bun run mesh:keys retire [--force] [--json]  takes the older signing key out of use

For each hub: a NATS user (nkey), the keys derived from the root for signed actions and receipts, an API key. Also the
broker's configuration that knows these users, and for each hub a file with what it needs to run alone.
Secrets are in files that only you may read; none is printed.

A rotation replaces the derived keys of every instance while all goes on:
  1. rotate; then restart the Meta Hub and each project hub, whenever it suits each. Both keys are good.
  2. retire; it asks every hub for proof that it has the new key and changes nothing when one has none. Then restart
     the Meta Hub, and after it each project hub. The old key is refused from then on, and never used again.

  --force  retire although a hub has not the new key or cannot be asked; it refuses everything until it is restarted
  --json   machine-readable
  --help   this text

Exit code: 0 done, 1 hubs are not ready and nothing was changed, 2 the configuration or the environment is wrong.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...{ help: { type: "boolean", short: "h" }, json: { type: "boolean" } },
      force: { type: "boolean", default: false },
    },
  });
  const { help, json, force } = values;
  const [verb, ...rest] = positionals;
  const show = <Result>(result: Result, describe: (result: Result) => string) =>
    console.log(json ? JSON.stringify(result, null, 2) : describe(result));

  if (help) console.log(usage);
  else if (rest.length > 0 || (force && verb !== "retire")) throw new UserError(usage);
  else if (verb === undefined) show(await makeKeys(readStartEnv(process.env)), describeMade);
  else if (verb === "rotate") show(await rotateKeys(readStartEnv(process.env)), describeRotated);
  else if (verb === "retire") {
    const result = await retireKey(readStartEnv(process.env), { force });
    if (result.retired !== null) show(result, describeRetired);
    else {
      show(result, describeUnready);
      return 1;
    }
  } else throw new UserError(usage);
  return 0;
}

await runCommand(main);
