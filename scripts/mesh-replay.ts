import { parseArgs } from "node:util";
import { JetStreamApiCodes, JetStreamApiError, jetstreamManager } from "@nats-io/jetstream";
import { eventStream, inboxPrefix } from "../contracts/subjects.ts";
import { connectMesh } from "../server/mesh/connect.ts";
import { readMetaEnv } from "../server/platform/env.ts";
import { UserError } from "../server/platform/errors.ts";
import { metaFallbacks } from "../server/platform/keys/fallbacks.ts";
import { silentLog } from "../server/platform/log.ts";
import { runCommand } from "./cli/runCommand.ts";

const usage = `Lets the Meta Hub take in every event again that the broker still has (7 days), from its next start on.

  bun run mesh:replay

For a Federation DB that was restored from a backup: what came after the backup is in the broker's stream, but counts as taken.
Taking an event twice changes nothing. Stop every Meta Hub first; project hubs may run on.

  --help  this text

Exit code: 0 done, 2 a Meta Hub still runs, or the broker cannot be used.`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: "boolean", short: "h" } } });
  if (values.help) return console.log(usage);
  const env = await readMetaEnv(process.env, metaFallbacks);
  const mesh = await connectMesh({
    ...{ url: env.NATS_URL, nkeySeed: env.NATS_NKEY_SEED, name: "mesh-replay", log: silentLog },
    ...{ inboxPrefix: inboxPrefix("meta"), giveUpAfterMs: 5000 },
  });
  try {
    const { consumers, streams } = await jetstreamManager(mesh.nc, { checkAPI: false });
    const { name, durable } = eventStream;
    const known = await consumers.info(name, durable).catch((thrown: unknown) => {
      if (thrown instanceof JetStreamApiError && isMissing(thrown.code)) return null;
      throw thrown;
    });
    if (known === null) return console.log("Nothing was taken from this broker yet: all of it will be.");
    if (known.num_waiting > 0) throw new UserError("A Meta Hub is taking events in. Stop it first.");
    await consumers.delete(name, durable);
    const { state } = await streams.info(name);
    console.log(`The next start of a Meta Hub takes in ${state.messages} events again.`);
  } finally {
    await mesh.close();
  }
}

const isMissing = (code: number): boolean =>
  code === JetStreamApiCodes.ConsumerNotFound || code === JetStreamApiCodes.StreamNotFound;

await runCommand(main);
